extension Phrases {
    /// The mailbox is full, in English.
    static let mailboxFull: [PhraseTable] = [
        PhraseTable(
            .mailboxFull,
            """
            mailbox full
            disk space allowance
            over its disk space
            over the disk space
            disk allowance
            recipient address rejected: unverified address: host * full
            recipient address rejected: unverified address: host * quota
            mailbox is full
            mailbox * is full
            mailbox was full
            mailbox are full
            mailbox over the quota
            mailbox quota usage exceeded
            mailbox has exceeded
            mailbox size limit exceeded
            mailbox size exceeded
            mailbox would exceed
            mailbox too full
            mailbox is too full
            mailbox space exceeded
            mailbox limit exceeded
            mailbox overflow
            mailbox out of space
            mailbox unavailable: quota
            mail box full
            mail box is full
            mail folder is full
            mailfolder is full
            maildir delivery failed: user
            maildir delivery failed: domain
            full mailbox
            inbox is full
            inbox full
            inbox too full
            exceeded mailbox
            user is over their quota
            user has exceeded * quota
            user has exceeded his
            user has too many messages
            user's space has been used up
            user space has been used up
            userdisk quota
            database would exceed its disk quota
            domaindisk quota
            user is out of disk
            user's quota
            recipient's mailbox is over
            recipient's quota
            """),
        PhraseTable(
            .mailboxFull,
            """
            account has exceeded * quota
            account has exceeded * storage
            account has exceeded its
            recipient has exceeded
            recipient exceeded
            mailbox exceeded
            mailbox exceeds
            account is full
            account full
            account disabled temporarly for exceeding
            account disabled temporarily for exceeding
            exceeding its mailbox quota
            exceeding their quota
            over quota
            over-quota
            over the allowed quota
            over the maximum allowed
            over allowed quota
            overquota
            out of storage space
            is out of storage
            is over the quota
            is over its quota
            quota exceeded
            quota exceeded while writing
            exceeds the recipient's mailbox quota
            error writing message: file too large
            number of messages exceeds maximum
            quota is exceeded
            quota exceeds
            quota full
            quota is full
            quota violation
            quota reached
            quota limit exceeded
            quota has been exceeded
            quota has been reached
            quota overdrawn
            quotaexceeded
            exceeded quota
            exceeded its quota
            exceeded the quota
            exceeds quota
            exceeds the quota
            exceeded storage
            exceeded email quota
            exceeded his quota
            exceeded his/her quota
            exceeded their quota
            exceeded its disk space
            exceeded its storage
            exceeding quota
            exceeds allowed quota
            exceeds the maximum mailbox size
            disk quota
            diskspace quota
            diskquota
            storage quota
            storage limit
            storage space exceeded
            storage exceeded
            storage is full
            storage full
            no storage space
            not enough storage space
            insufficient storage space
            not enough disk space for user
            not enough space in mailbox
            does not have enough space
            doesn't have enough space
            doesn't have enough disk space
            no space left in mailbox
            no space left for this user
            no more space in
            full mail box
            mail file size exceeds
            mapiexceptionshutoffquotaexceeded
            storedrv.deliver: mailbox full
            too many messages in
            too many messages on the server
            mailbox has reached its
            has reached its storage
            receiving limits
            """),
        PhraseTable(
            .mailboxFull, .weak,
            """
            quota
            mailbox limit
            insufficient disk space
            not enough disk space
            """),
    ]
}
