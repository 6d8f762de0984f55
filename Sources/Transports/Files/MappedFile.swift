import Glibc

/// The bytes of a file, in memory that the file shares: what is written there is in the file at once, and outlives the process.
@safe final class MappedFile {
    let count: Int
    private let memory: UnsafeMutableRawPointer

    /// Nil where it cannot be mapped; `errno` says why. The file has to keep its size, and its blocks have to be there.
    init?(_ descriptor: Int32, count: Int) {
        let address = unsafe mmap(
            nil, count, PROT_READ | PROT_WRITE, MAP_SHARED | Int32(MAP_POPULATE), descriptor, 0)
        guard let address = unsafe address, unsafe address != MAP_FAILED else { return nil }
        self.count = count
        unsafe memory = address
    }

    deinit { unsafe munmap(memory, count) }

    var bytes: [UInt8] { unsafe Array(UnsafeRawBufferPointer(start: memory, count: count)) }

    func write(_ bytes: [UInt8], at offset: Int) {
        precondition(offset >= 0 && offset + bytes.count <= count)
        unsafe bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            unsafe (memory + offset).copyMemory(from: start, byteCount: bytes.count)
        }
    }

    func write(_ byte: UInt8, at offset: Int) {
        precondition(offset >= 0 && offset < count)
        unsafe memory.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
    }
}
