import Alerts
import Glibc
import Transports

/// The folder of `email-template-dir`.
package enum TemplateFolder {
    /// A larger one is no template.
    private static let limit = 1 << 20

    /// The templates that hold: those of the folder, and the defaults for the others.
    ///
    /// - Throws: `Failure` for a folder or a file that cannot be read, for a mistake in one, and for a file whose name means
    ///   nothing: it would be taken for one that is used.
    package static func load(_ settings: Settings) throws -> Templates {
        let folder = settings[.templateDirectory]
        var texts: [String: String] = [:]
        if !folder.isEmpty {
            for name in try names(in: folder) {
                let bytes: [UInt8]
                do throws(Descriptor.Objection) {
                    bytes = try Descriptor.settingsFile("\(folder)/\(name)", limit: limit)
                } catch {
                    throw failure("\(folder)/\(name): \(error.message)")
                }
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw failure("\(folder)/\(name): it is not UTF-8")
                }
                texts[String(name.dropLast(".mustache".count))] = text
            }
        }
        do throws(TemplateError) {
            return try Templates(texts)
        } catch {
            throw failure("\(folder): \(error)")
        }
    }

    private static func names(in folder: String) throws -> [String] {
        guard let directory = unsafe opendir(folder) else {
            throw failure("\(folder): \(Descriptor.message(errno))")
        }
        defer { unsafe closedir(directory) }
        var found: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".mustache"), !name.hasPrefix(".") { found.append(name) }
        }
        return found.sorted()
    }

    private static func failure(_ message: String) -> Failure {
        Failure(.configuration, "\(Setting.templateDirectory.rawValue): \(message)")
    }
}
