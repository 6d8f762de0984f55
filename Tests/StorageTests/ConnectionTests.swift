import Glibc
import TestSupport
import Testing

@testable import Storage

@Suite struct ConnectionTests {
    @Test("values come back as they were bound")
    func values() throws {
        let file = TemporaryFile()
        defer { withExtendedLifetime(file) {} }
        let connection = try Connection(path: file.path, mode: .create)
        try connection.run("CREATE TABLE t(v)")
        let values: [SQLValue] = [
            .integer(.min), .integer(.max), .real(1.5), .text(""), .text("a\0b"), .text("ü\u{1F4E7}"), .blob([]),
            .blob([0, 255, 0]), .null,
        ]
        for value in values { try connection.run("INSERT INTO t VALUES(?1)", [value]) }
        let kinds = try connection.rows("SELECT typeof(v) FROM t") { $0.text(0) }
        #expect(kinds == ["integer", "integer", "real", "text", "text", "text", "blob", "blob", "null"])
        #expect(try connection.rows("SELECT v FROM t WHERE typeof(v)='integer'") { $0.integer(0) } == [.min, .max])
        #expect(
            try connection.rows("SELECT v FROM t WHERE typeof(v)='text'") { $0.text(0) } == ["", "a\0b", "ü\u{1F4E7}"])
        #expect(try connection.rows("SELECT v FROM t WHERE typeof(v)='blob'") { $0.blob(0) } == [[], [0, 255, 0]])
    }

    @Test("an error says what failed and on which file, and holds no bound value")
    func errors() throws {
        let file = TemporaryFile()
        let connection = try Connection(path: file.path, mode: .create)
        try connection.run("CREATE TABLE t(v UNIQUE)")
        try connection.run("INSERT INTO t VALUES(?1)", ["secret@example.net"])
        let error = #expect(throws: StoreError.self) {
            try connection.run("INSERT INTO t VALUES(?1)", ["secret@example.net"])
        }
        #expect(error?.code == .constraint)
        #expect(error?.description.contains(file.path) == true)
        #expect(error?.description.contains("INSERT INTO t VALUES(?1)") == true)
        #expect(error?.description.contains("secret") == false)
    }

    @Test("a write that fails half-way leaves nothing, and the next one succeeds")
    func rollback() throws {
        let file = TemporaryFile()
        defer { withExtendedLifetime(file) {} }
        let connection = try Connection(path: file.path, mode: .create)
        try connection.run("CREATE TABLE t(v UNIQUE)")
        _ = try? connection.write { () throws(StoreError) in
            try connection.run("INSERT INTO t VALUES(1)")
            try connection.run("INSERT INTO t VALUES(1)")
        }
        #expect(try connection.rows("SELECT v FROM t") { $0.integer(0) }.isEmpty)
        try connection.write { () throws(StoreError) in try connection.run("INSERT INTO t VALUES(1)") }
        #expect(try connection.rows("SELECT v FROM t") { $0.integer(0) } == [1])
    }

    @Test("what cannot be opened is told apart")
    func opening() throws {
        let file = TemporaryFile()
        #expect { try Store(path: file.path) } throws: { ($0 as? StoreError)?.code == .missing }
        #expect { try Connection(path: "/nonexistent/folder/x", mode: .create) } throws: {
            ($0 as? StoreError)?.code == .cannotOpen
        }
        #expect { try Connection(path: file.folder, mode: .readWrite) } throws: {
            ($0 as? StoreError)?.code == .cannotOpen
        }
        let descriptor = unsafe open(file.path, O_WRONLY | O_CREAT, 0o600)
        unsafe write(descriptor, Array(repeating: UInt8(ascii: "x"), count: 4096), 4096)
        close(descriptor)
        #expect { try Store(path: file.path).settings() } throws: { ($0 as? StoreError)?.code == .notADatabase }
    }

    @Test("a database without our tables asks for init")
    func notInitialised() throws {
        let file = try TemporaryFile().made(by: ForeignSchema.fossil)
        let error = #expect(throws: StoreError.self) { try Store(path: file.path).settings() }
        #expect(error?.code == .notInitialised)
        #expect(error?.remedy.contains("email init") == true)
    }

    @Test("a path that looks like a URI is a path")
    func uri() throws {
        let file = TemporaryFile("file:x?mode=memory")
        _ = try Connection(path: file.path, mode: .create)
        #expect(file.exists)
    }
}
