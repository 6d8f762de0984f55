import Alerts

extension Store {
    /// What `email triggers` finds or does.
    package enum TriggerState: Sendable, Hashable {
        case on, off
        /// Fossil queues its events itself, by a trigger that lives as long as its process.
        case fossils
    }

    package func triggerState() throws(StoreError) -> TriggerState {
        if try kind() == .fossil { return .fossils }
        let found = try connection.first(
            "SELECT 1 FROM sqlite_schema WHERE type='trigger' AND name='email_trigger1'"
        ) { _ in true }
        return found == true ? .on : .off
    }

    /// Makes or drops the triggers that queue new events. `init` does not make again what was dropped here.
    package func setTriggers(on: Bool) throws(StoreError) -> TriggerState {
        let kind = try kind()
        try connection.write { () throws(StoreError) in
            try connection.script(Schema.dropTriggers)
            if kind == .fossil { return }
            if on {
                try connection.script(Schema.triggers(kind))
                try connection.run("DELETE FROM fx_email_meta WHERE name='triggers'")
            } else {
                try connection.run("INSERT OR REPLACE INTO fx_email_meta(name, value) VALUES('triggers', 'off')")
            }
        }
        return kind == .fossil ? .fossils : on ? .on : .off
    }
}
