/// What has to be known of a handover after a crash.
extension Store {
    /// What this database was given at random, so that nobody takes it for another one that was at its path before. Nil for
    /// one that an older program made, as long as it has none.
    package func originID() throws(StoreError) -> String? {
        try connection.first("SELECT value FROM fx_email_meta WHERE name='origin'") { $0.text(0) }
    }

    /// By which way mails that are in hand went out; nil where an older program sent them.
    package func lastWay() throws(StoreError) -> String? {
        try connection.first("SELECT value FROM fx_email_meta WHERE name='way'") { $0.text(0) }
    }

    /// Notes by which way mails go out from now on, and gives the database an id where it has none. To be called when no mail
    /// is in hand.
    package func noteWay(_ way: String) throws(StoreError) {
        if try lastWay() == way, try originID() != nil { return }
        try connection.write { () throws(StoreError) in
            try connection.run("INSERT OR REPLACE INTO fx_email_meta(name, value) VALUES('way', ?1)", [.text(way)])
            try connection.run(Schema.giveOrigin)
        }
    }
}
