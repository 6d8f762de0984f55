import Glibc

/// One open converter of glibc to UTF-8. Closed when the last reference goes.
///
/// In a statically linked program glibc still loads the converters (gconv modules) of the machine; where there are none,
/// opening fails and the caller falls back.
@safe final class Iconv {
    enum Outcome {
        /// All was read.
        case done
        /// The byte at this position starts nothing that has a meaning.
        case invalid(Int)
        /// The bytes from this position on are the start of a character.
        case cut(Int)
    }

    private let handle: iconv_t

    init?(_ name: String) {
        let opened = unsafe iconv_open("UTF-8", name)
        // iconv_open(3): the failure is -1, not a null pointer.
        guard let opened = unsafe opened, Int(bitPattern: opened) != -1 else { return nil }
        unsafe handle = opened
    }

    deinit {
        _ = unsafe iconv_close(handle)
    }

    /// Converts from `start` on, as far as it goes.
    func convert(_ input: Span<UInt8>, from start: Int, into output: inout [UInt8]) -> Outcome {
        var position = start
        while position < input.count {
            var failure: Int32 = 0
            output.append(addingCapacity: (input.count - position) * 2 + 64) { output in
                failure = step(input, &position, &output)
            }
            switch failure {
            case 0: return .done
            case E2BIG: continue
            case EINVAL: return .cut(position)
            default: return .invalid(position)
            }
        }
        return .done
    }

    /// Writes what the converter holds back: some wait for a combining character.
    func flush(into output: inout [UInt8]) {
        output.append(addingCapacity: 64) { output in
            unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
                var room = buffer.count - filled
                let capacity = room
                unsafe buffer.withMemoryRebound(to: CChar.self) { buffer in
                    guard let base = buffer.baseAddress else { return }
                    var target: UnsafeMutablePointer<CChar>? = unsafe base + filled
                    _ = unsafe iconv(handle, nil, nil, &target, &room)
                }
                filled += capacity - room
            }
        }
    }

    /// One call of iconv(3): moves `position`, fills `output`, and returns errno, or 0.
    private func step(_ input: Span<UInt8>, _ position: inout Int, _ output: inout OutputSpan<UInt8>) -> Int32 {
        unsafe input.withUnsafeBytes { input in
            unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
                var left = input.count - position
                var room = buffer.count - filled
                let (before, capacity) = (left, room)
                // iconv(3) takes a pointer to mutable bytes but only reads them.
                var source = unsafe UnsafeMutableRawPointer(mutating: input.baseAddress)?
                    .advanced(by: position).assumingMemoryBound(to: CChar.self)
                var target = unsafe UnsafeMutableRawPointer(buffer.baseAddress)?
                    .advanced(by: filled).assumingMemoryBound(to: CChar.self)
                let result = unsafe iconv(handle, &source, &left, &target, &room)
                let failure = result == -1 ? errno : 0
                position += before - left
                filled += capacity - room
                return failure
            }
        }
    }
}
