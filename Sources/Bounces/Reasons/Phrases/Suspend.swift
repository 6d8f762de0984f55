extension Phrases {
    /// The mailbox is there and is closed for now: suspended, disabled, locked, inactive.
    static let suspend: [PhraseTable] = [
        PhraseTable(
            .suspend,
            """
            temporary locked
            temporarily locked
            has been suspended
            has been locked
            has been temporarily suspended
            is suspended
            is temporarily suspended
            is currently suspended
            was suspended
            been administratively suspended
            user suspended
            user * is disabled
            user * is inactive
            user disabled
            user is disabled
            user has been disabled
            user inactive
            user is inactive
            user not active
            user is locked
            user locked
            user blocked
            user is blocked
            user is terminated
            user temporarily disabled
            user deleted or disabled
            account suspended
            account currently suspended
            account temporarily suspended
            account disabled
            account is disabled
            account is currently disabled
            account is temporarily disabled
            account has been disabled
            account has been temporarily
            account temporarily disabled
            account has been blocked
            account is blocked
            account blocked
            account has been locked
            account is locked
            account locked
            account inactive
            account is inactive
            account not active
            account inactivity
            account expired
            account has expired
            account is expired
            account is frozen
            account frozen
            account is on hold
            account on hold
            account is closed
            account is administratively disabled
            account * is disabled
            account * has been disabled
            account * is inactive
            accounts are suspended
            account is temporarily unavailable
            account temporarily unavailable
            """),
        PhraseTable(
            .suspend,
            """
            mailbox suspended
            mailbox temporarily unavailable
            mailbox is temporarily unavailable
            mailbox temporarily disabled
            mailbox is temporarily disabled
            mailbox has been placed on hold
            mailbox is on hold
            account has been placed on hold
            temporarily disabled by
            temporarily suspended by
            recipient temporarily disabled
            recipient is temporarily
            user is temporarily disabled
            recipient temporarily unavailable
            mailbox disabled
            mailbox is frozen
            mailbox frozen
            mailbox is locked
            mailbox locked
            mailbox is blocked
            mailbox blocked
            mailbox inactive
            mailbox is inactive
            mailbox not active
            mailbox has been blocked
            mailbox expired
            mailbox has expired
            mailbox unavailable or access denied
            mailbox * disabled
            mailbox * is inactive
            mailbox * suspended
            mailbox cannot be accessed
            accountdisabledexception
            mapiexceptionmailboxdisabled
            inactive account
            inactive mailbox
            inactive user
            inactive recipient
            invalid/inactive
            disabled mailbox
            disabled account
            disabled user
            disabled recipient address
            deactivated
            suspended account
            suspended mailbox
            suspended user
            archived recipient
            recipient suspend the service
            recipient suspended
            recipient disabled
            recipient is disabled
            recipient inactive
            recipient is inactive
            recipient locked
            recipient is locked
            recipient temporarily inactive
            recipient rejected: temporarily inactive
            address is disabled
            address disabled
            address is inactive
            address inactive
            address has been disabled
            address suspended
            address is no longer accepting
            address is administratively disabled
            no longer accepts mail
            no longer accepting mail
            disabled for inactivity
            disabled or discontinued
            due to inactivity
            not been used for a long time
            is disabled for * inactivity
            is not active
            is currently inactive
            domain suspended
            domain is disabled
            domain disabled
            domain locked
            service suspended
            not currently active
            delivery disabled
            receiving mail is disabled
            p=disableduser
            p=inactiveuser
            the user(s) account is temporarily
            """),
    ]

    /// The recipient, or the recipient's own filter, does not want it.
    static let filtered: [PhraseTable] = [
        PhraseTable(
            .filtered,
            """
            recipient preferences
            has moved it to
            moved to quarantine
            moved to junk
            because the recipient is only accepting mail from specific
            is only accepting mail from specific email addresses
            only accepts mail from
            only accept mail from
            accepts mail only from
            due to extended inactivity new mail is not currently being accepted
            has restricted sms e-mail
            is not accepting any mail
            is not accepting mail from
            not accepting mail from you
            not accepting messages from you
            does not accept mail from you
            doesn't accept mail from you
            rejected due to user rules
            rejected by user rule
            not found recipient account
            recipient refuses to accept
            recipient refused to accept your mail
            refuse to receive mail
            refuses to receive
            resolver.rst.notauthorized
            this account is protected by
            this mailbox is protected by
            user reject
            user refuses
            user refused to receive
            user does not want
            user doesn't want
            user not accepting
            we failed to deliver mail because the following address recipient id refuse
            blocked by the recipient
            blocked by recipient
            blocked by user
            blocked by the user
            recipient has blocked
            recipient blocked
            recipient rejected your
            recipient does not want
            recipient does not accept
            recipient doesn't accept
            recipient has refused
            recipient has rejected
            recipient is not accepting
            recipient not accepting
            recipient's filter
            not allowed to send to this recipient
            not authorized to send to this recipient
            not on the recipient's
            not in recipient's whitelist
            not on recipient's whitelist
            not in my whitelist
            not on my whitelist
            not in whitelist
            sender blocked by recipient
            sender is blocked by recipient
            sender rejected by recipient
            your address is blocked by
            you are not in the recipient's
            you are not allowed to send mail to this
            you are not permitted to send to this
            whitelist only
            message filtered by recipient
            this user is not accepting
            this address only accepts
            this recipient only accepts
            group is not allowed to
            restricted to receive
            """),
        PhraseTable(
            .filtered, .weak,
            """
            not accepting
            bounced address
            recipients was rejected by a remote mail server
            filtered
            not wanted
            """),
    ]
}
