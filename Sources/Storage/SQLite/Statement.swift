import CSQLite

/// A prepared statement that is used again and again. Owned by its connection, which finalizes it.
@safe final class Statement {
    let sql: String
    let pointer: OpaquePointer
    /// The one that the connection prepared before.
    let previous: Statement?

    init(sql: String, pointer: OpaquePointer, previous: Statement?) {
        self.sql = sql
        unsafe self.pointer = pointer
        self.previous = previous
    }

    deinit {
        unsafe sqlite3_finalize(pointer)
    }

    /// Binds the values to the placeholders `?1`, `?2` and so on. Returns SQLite's result code.
    func bind(_ values: [SQLValue]) -> Int32 {
        var index: Int32 = 0
        for value in values {
            index += 1
            let result =
                switch value {
                case .null: unsafe sqlite3_bind_null(pointer, index)
                case .integer(let integer): unsafe sqlite3_bind_int64(pointer, index, integer)
                case .real(let real): unsafe sqlite3_bind_double(pointer, index, real)
                case .text(let text): bind(text, at: index)
                case .blob(let bytes): bind(bytes, at: index)
                }
            guard result == SQLITE_OK else { return result }
        }
        return SQLITE_OK
    }

    private func bind(_ text: String, at index: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let start = characters.baseAddress else { return unsafe email_bind_text(pointer, index, "", 0) }
                return unsafe email_bind_text(pointer, index, start, UInt64(characters.count))
            }
        }
    }

    private func bind(_ bytes: [UInt8], at index: Int32) -> Int32 {
        guard !bytes.isEmpty else { return unsafe sqlite3_bind_zeroblob(pointer, index, 0) }
        return unsafe bytes.withUnsafeBytes { unsafe email_bind_blob(pointer, index, $0.baseAddress, UInt64($0.count)) }
    }

    func step() -> Int32 { unsafe sqlite3_step(pointer) }

    /// In all its runs.
    var scannedRows: Int { Int(unsafe sqlite3_stmt_status(pointer, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0)) }

    /// What SQLite's machine did in all its runs, one operation after another.
    var steps: Int { Int(unsafe sqlite3_stmt_status(pointer, SQLITE_STMTSTATUS_VM_STEP, 0)) }

    /// Ends the run, so that no lock outlives it, and forgets the values.
    func reset() {
        unsafe sqlite3_reset(pointer)
        unsafe sqlite3_clear_bindings(pointer)
    }
}
