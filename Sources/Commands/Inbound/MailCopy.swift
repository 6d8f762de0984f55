import Glibc
import Transports

/// A copy of a mail in the folder of `email-receive-dir`.
package enum MailCopy {
    /// Writes it. That is for looking at mails, so that a failure fails nothing.
    ///
    /// - Returns: What to log where it cannot be written.
    package static func write(_ mail: [UInt8], id: Int64, now: Int64, in directory: String) -> String? {
        let path = "\(directory)/email-\(now)-\(id).eml"
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        let isWritten = descriptor >= 0 && Descriptor.write(mail, to: descriptor)
        let failure = errno
        if descriptor >= 0 { close(descriptor) }
        return isWritten ? nil : "\(path) (email-receive-dir) cannot be written: \(Descriptor.message(failure))"
    }
}
