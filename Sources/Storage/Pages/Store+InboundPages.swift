import Alerts

/// Which mails that came in a page lists.
package struct InboundQuery: Sendable, Hashable {
    /// bounce, complaint, ...; `set-aside` for those of which judging failed.
    package var kind: String?
    /// Of an address that was reported, in lower case.
    package var domain: String?
    package var reason: String?

    package init() {}
}

/// A mail that came in, and the first thing that was read in it.
package struct InboundSummary: Sendable, Hashable {
    package let line: InboundLine
    package let address: String?
    package let reason: String?
    /// The rule that judged the recipient, which may be another than that of the mail.
    package let rule: String?
    /// How many people it is about.
    package let concerned: Int
}

extension Store {
    /// A page of the mails that came in, the newest first.
    package func inboundMails(
        _ query: InboundQuery, from cursor: PageCursor?, limit: Int
    ) throws(StoreError) -> ListPage<InboundSummary> {
        let isBackward = cursor?.isBackward ?? false
        var conditions = ["true"]
        if query.kind != nil { conditions.append("(kind=?1 OR state=?1)") }
        if query.domain != nil || query.reason != nil {
            conditions.append(
                """
                inboundId IN (SELECT inboundId FROM fx_email_history
                  WHERE (?2 IS NULL OR lower(substr(address, instr(address, '@')+1))=?2) AND (?3 IS NULL OR reason=?3))
                """)
        }
        if cursor != nil { conditions.append(isBackward ? "inboundId>?4" : "inboundId<?4") }
        let lines = try connection.rows(
            """
            SELECT \(Store.lineColumns) FROM fx_email_inbound WHERE \(conditions.joined(separator: " AND "))
             ORDER BY inboundId \(isBackward ? "" : "DESC") LIMIT ?5
            """,
            [
                SQLValue(query.kind), SQLValue(query.domain), SQLValue(query.reason), SQLValue(cursor?.id),
                SQLValue(limit + 1),
            ], Store.line)
        var found: [InboundSummary] = []
        for line in lines {
            let first = try connection.first(
                """
                SELECT address, reason, rule, (SELECT count(*) FROM fx_email_history WHERE inboundId=?1)
                  FROM fx_email_history WHERE inboundId=?1 ORDER BY historyId LIMIT 1
                """, [.integer(line.id)]
            ) { (address: $0.text(0), reason: $0.textOrNil(1), rule: $0.textOrNil(2), concerned: Int($0.integer(3))) }
            found.append(
                InboundSummary(
                    line: line, address: first?.address, reason: first?.reason, rule: first?.rule ?? line.rule,
                    concerned: first?.concerned ?? 0))
        }
        return ListPage(found, limit: limit, cursor)
    }

    /// What the log says of a mail, whether or not the mail itself is still there.
    package func inboundLine(_ id: Int64) throws(StoreError) -> InboundLine? {
        try connection.first(
            "SELECT \(Store.lineColumns) FROM fx_email_inbound WHERE inboundId=?1", [.integer(id)], Store.line)
    }

    /// What was written down of a mail, in its order.
    package func history(inbound id: Int64, limit: Int) throws(StoreError) -> [HistoryEntry] {
        try connection.rows(
            "SELECT \(Store.historyColumns) FROM fx_email_history WHERE inboundId=?1 ORDER BY historyId LIMIT ?2",
            [.integer(id), SQLValue(limit)], Store.entry)
    }

    /// The incidents that go on, oldest first.
    package func openIncidents(limit: Int) throws(StoreError) -> [Incident] {
        try connection.rows(
            """
            SELECT \(Store.incidentColumns) FROM fx_email_incident WHERE ended IS NULL AND dismissed IS NULL
             ORDER BY incidentId DESC LIMIT ?1
            """, [SQLValue(limit)], Store.incident
        ).reversed()
    }
}
