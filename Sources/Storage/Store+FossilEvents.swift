import Alerts

extension Store {
    /// An event of a Fossil repository, as Fossil's own alerts read it. Nil also where the id's letter is not its type's.
    func fossilEvent(id: String, number: Int64) throws(StoreError) -> FossilEvent? {
        let found = try connection.first(
            """
            SELECT CASE WHEN event.type='t'
                        THEN (SELECT substr(tagname,5) FROM tag WHERE tagid=event.tagid AND tagname LIKE 'tkt-%')
                        ELSE blob.uuid END,
                   CAST(strftime('%s', event.mtime) AS INT), coalesce(ecomment,comment),
                   coalesce(euser,user,'?'),
                   (SELECT group_concat(substr(tagname,5), ', ') FROM tag, tagxref
                     WHERE tagname GLOB 'sym-*' AND tag.tagid=tagxref.tagid
                       AND tagxref.rid=blob.rid AND tagxref.tagtype>0),
                   EXISTS(SELECT 1 FROM private WHERE rid=event.objid)
              FROM event JOIN blob ON blob.rid=event.objid
             WHERE event.objid=?1 AND substr(event.type,1,1)=?2
            """, [.integer(number), .text(String(id.prefix(1)))]
        ) { row in
            FossilEvent(
                id: id, hash: row.text(0), time: row.integer(1), user: row.text(3), comment: row.text(2),
                tags: row.text(4), awaitsModeration: row.bool(5))
        }
        guard var event = found else { return nil }
        if id.first == "f" { event.post = try fossilPost(number) }
        return event
    }

    private func fossilPost(_ number: Int64) throws(StoreError) -> FossilEvent.Post? {
        guard try hasTable("forumpost") else { return nil }
        let found = try connection.first(
            """
            SELECT (SELECT info FROM user, event WHERE event.objid=fpid AND login=coalesce(euser,event.user)),
                   fprev IS NOT NULL, fpid=froot,
                   (SELECT coalesce(euser,user) FROM event WHERE objid=firt), froot, firt
              FROM forumpost WHERE fpid=?1
            """, [.integer(number)]
        ) { row in
            (
                post: FossilEvent.Post(
                    text: "", displayName: displayName(row.text(0)), isEdit: row.bool(1), beginsThread: row.bool(2),
                    repliesTo: row.textOrNil(3)), root: row.integerOrNil(4), answered: row.integerOrNil(5)
            )
        }
        guard let found else { return nil }
        var post = found.post
        post.root = try firstVersion(of: found.root)
        post.answered = try firstVersion(of: found.answered)
        if let artifact = try artifact(number) { post.text = FossilArtifact.text(artifact) ?? "" }
        return post
    }

    /// The hash of what a post was before all its edits.
    private func firstVersion(of post: Int64?) throws(StoreError) -> String? {
        guard let post, post > 0 else { return nil }
        return try connection.first(
            """
            WITH RECURSIVE version(fpid, fprev) AS (
              SELECT fpid, fprev FROM forumpost WHERE fpid=?1
              UNION SELECT older.fpid, older.fprev FROM version JOIN forumpost AS older ON older.fpid=version.fprev)
            SELECT uuid FROM version JOIN blob ON rid=fpid WHERE fprev IS NULL
            """, [.integer(post)]
        ) { $0.textOrNil(0) } ?? nil
    }

    /// The bytes of an artifact; nil where they are not there (a phantom) or damaged.
    private func artifact(_ number: Int64) throws(StoreError) -> [UInt8]? {
        // From the artifact that is kept whole to the one that is asked for.
        var path = [number]
        while path.count <= FossilArtifact.maximumDepth,
            let source = try connection.first(
                "SELECT srcid FROM delta WHERE rid=?1", [.integer(path[path.count - 1])],
                { $0.integer(0) })
        {
            path.append(source)
        }
        var artifact: [UInt8]?
        for (depth, rid) in path.reversed().enumerated() {
            let stored = try connection.first("SELECT content FROM blob WHERE rid=?1 AND size>=0", [.integer(rid)]) {
                FossilArtifact.uncompressed($0.blob(0))
            }
            guard let content = stored ?? nil else { return nil }
            if depth == 0 {
                artifact = content
            } else {
                guard let source = artifact, let made = FossilArtifact.applied(content, to: source) else { return nil }
                artifact = made
            }
        }
        return artifact
    }

    /// Fossil keeps `Name <address>` in `user.info`.
    private func displayName(_ info: String) -> String? {
        guard let line = info.split(separator: "\n").first, let end = line.firstIndex(of: "<") else { return nil }
        let name = line[..<end].split(separator: " ").joined(separator: " ")
        return name.isEmpty ? nil : name
    }
}
