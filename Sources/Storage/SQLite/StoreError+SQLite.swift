import CSQLite

extension StoreError.Code {
    /// The meaning of SQLite's primary or extended result code.
    init(sqliteCode: Int32) {
        switch sqliteCode & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: self = .locked
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: self = .readOnly
        case SQLITE_FULL, SQLITE_TOOBIG: self = .full
        case SQLITE_CANTOPEN: self = .cannotOpen
        case SQLITE_CORRUPT: self = .damaged
        case SQLITE_NOTADB: self = .notADatabase
        case SQLITE_CONSTRAINT: self = .constraint
        case SQLITE_IOERR, SQLITE_NOMEM: self = .inputOutput
        default: self = .other
        }
    }
}
