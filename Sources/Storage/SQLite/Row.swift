import CSQLite

/// The row at which a query stands. It is valid only inside the closure that it is given to.
@safe package struct Row: ~Copyable {
    private let statement: OpaquePointer

    init(_ statement: OpaquePointer) {
        unsafe self.statement = statement
    }

    package func isNull(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(statement, column) == SQLITE_NULL
    }

    /// The integer; 0 for null and for text that is none.
    package func integer(_ column: Int32) -> Int64 {
        unsafe sqlite3_column_int64(statement, column)
    }

    package func integerOrNil(_ column: Int32) -> Int64? {
        isNull(column) ? nil : integer(column)
    }

    package func real(_ column: Int32) -> Double {
        unsafe sqlite3_column_double(statement, column)
    }

    /// Fossil's BOOLEAN columns hold 0 and 1, but older files also the text `true`.
    package func bool(_ column: Int32) -> Bool {
        // Asked for the text of a number, SQLite writes it out.
        if unsafe sqlite3_column_type(statement, column) == SQLITE_TEXT, textOrNil(column) == "true" { return true }
        return integer(column) != 0
    }

    /// The text; empty for null. What is no UTF-8 is repaired.
    package func text(_ column: Int32) -> String {
        textOrNil(column) ?? ""
    }

    package func textOrNil(_ column: Int32) -> String? {
        guard let start = unsafe sqlite3_column_text(statement, column) else { return nil }
        let count = Int(unsafe sqlite3_column_bytes(statement, column))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// The bytes; empty for null.
    package func blob(_ column: Int32) -> [UInt8] {
        guard let start = unsafe sqlite3_column_blob(statement, column) else { return [] }
        let count = Int(unsafe sqlite3_column_bytes(statement, column))
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }
}
