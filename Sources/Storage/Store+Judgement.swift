import Alerts

extension Store {
    /// Judges a kept mail and acts, in a transaction of its own. It is on disk when this returns.
    package func conclude(_ judgement: Judgement, settings: Settings) throws(StoreError) -> Conclusion {
        try connection.write { () throws(StoreError) in
            try concludeInTransaction(judgement, settings: settings)
        }
    }

    /// The same for mails that were kept together, in one transaction.
    ///
    /// Where that fails, each is tried by itself, so that none suffers for another. What is locked stays locked for all.
    package func conclude(
        group: [Judgement], settings: Settings
    ) -> [Result<Conclusion, StoreError>] {
        do throws(StoreError) {
            return try connection.write { () throws(StoreError) in
                var concluded: [Result<Conclusion, StoreError>] = []
                for judgement in group {
                    concluded.append(.success(try concludeInTransaction(judgement, settings: settings)))
                }
                return concluded
            }
        } catch {
            guard group.count > 1, error.code != .locked else { return group.map { _ in .failure(error) } }
        }
        return group.map { judgement in
            do throws(StoreError) {
                return .success(try conclude(judgement, settings: settings))
            } catch {
                return .failure(error)
            }
        }
    }

    private func concludeInTransaction(
        _ judgement: Judgement, settings: Settings
    ) throws(StoreError) -> Conclusion {
        // What `email doctor` sends round is about nobody, whatever it says.
        if let probe = try genuineProbe(among: judgement.clues.probes, now: judgement.received) {
            let (conclusion, sighting) = judgement.observe(probe)
            try concludeProbeInTransaction(
                judgement.inbound, probe, conclusion, sighting: sighting, now: judgement.received)
            return conclusion
        }
        return try concludeInTransaction(
            judgement.inbound, clues: judgement.clues, now: judgement.received, settings: settings,
            ask: judgement.ask, decide: judgement.decide)
    }
}
