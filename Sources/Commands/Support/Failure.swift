import Storage

/// Why a subcommand ends, for a person: a message that says what to do, and a status of sysexits.h.
package struct Failure: Error {
    /// What scripts tell apart.
    package enum Status: Int32 {
        /// There was nothing to do it to.
        case nothing = 1
        /// Wrong usage.
        case usage = 64
        /// The input is not what it should be.
        case badInput = 65
        /// No such input file.
        case noInput = 66
        /// An output file cannot be made.
        case cannotCreate = 73
        /// It may work later.
        case tryAgain = 75
        /// A setting, or the database, is missing or wrong.
        case configuration = 78
    }

    package let status: Status
    package let message: String

    package init(_ status: Status, _ message: String) {
        self.status = status
        self.message = message
    }

    package init(_ error: StoreError) {
        switch error.code {
        case .missing, .notADatabase, .notInitialised, .newerSchema, .readOnly, .cannotOpen: status = .configuration
        case .locked, .full, .damaged, .constraint, .inputOutput, .other: status = .tryAgain
        }
        message = error.description
    }
}
