extension Phrases {
    /// The sender's address or domain is refused.
    static let rejected: [PhraseTable] = [
        PhraseTable(
            .rejected,
            """
            sender address rejected
            mail rejected by destination domain
            address you are sending from
            unknown senders
            not in allowed-senders
            not in the list of allowed senders
            sender not in allowed
            not in approved list
            not in the approved list
            sender has no a
            sender domain has no a
            sender address * rejected
            sender email address rejected
            sender address has been blacklisted
            sender address is blacklisted
            sender address blocked
            sender address not
            sender address unknown
            sender address invalid
            sender address does not exist
            sender address * does not exist
            sender address * not exist
            sender address * unknown
            sender address * invalid
            sender address * not found
            sender address verification
            sender address verify
            sender rejected
            sender is rejected
            sender denied
            sender refused
            sender not accepted
            sender not allowed
            sender not permitted
            sender not pre-approved
            sender not on
            sender not found
            sender not valid
            sender unknown
            sender unverified
            sender invalid
            sender is invalid
            sender is not valid
            sender is blocked
            sender is blacklisted
            sender is spammer
            sender blocked
            sender blacklisted
            sender does not exist
            sender callout
            sender callback
            sender's mailbox
            sender's address
            sender's domain
            sender domain must
            valid mx for sender domain
            sender domain not
            sender domain listed
            sender domain rejected
            sender domain blocked
            sender domain * not
            sender domain name
            sender email domain
            sender or sender
            from address is invalid
            from: domain is invalid
            from: address
            invalid from
            invalid sender
            invalid return path
            invalid return-path
            invalid mail from
            illegal sender
            unknown sender
            unknown originator
            originator unknown
            mail from unknown user
            unverified sender
            unverified address: sender
            unroutable sender
            unrouteable sender
            unresolvable sender
            unacceptable sender
            bad sender
            bad return path
            bogus mail from
            bogus sender
            spoofed sender
            forged sender
            sender is forged
            null sender
            empty sender
            empty email address
            empty return path
            bounce messages are not
            domain of sender
            domain of the sender
            domain of your email
            domain of your address
            """),
        PhraseTable(
            .rejected,
            """
            address that has been blacklisted
            administrative prohibition
            batv failed
            batv validation
            batv defense
            backscatter
            members-only
            only members
            not subscribed to
            only subscribers
            purported responsible address
            connections not accepted from servers without a valid sender domain
            denied by secumail
            delivery not authorized, message refused
            does not exist e2110
            all recipient addresses rejected
            senderfilterconfig
            email from your domain
            no third-party dsns
            fully qualified email address required
            invalid domain, see <url:
            is not a registered gateway user
            is not accepted here
            mail from not owned by user
            mail from rejected
            mail from * denied
            mail from * not allowed
            mail from * rejected
            mailfrom domain
            badmailfrom
            envelope sender is in
            not accept mail from this sender
            not accept mail from this domain
            not allowed to post
            not allowed to send to this group
            not have permission to post
            permission to post messages
            recipient not accepted. (batv
            return path does not
            returned mail not accepted here
            rfc 1035 violation
            recursive cname
            rule imposed mailbox access
            sending this from a different address or alias
            spam reporting address
            syntax error: empty email address
            transaction failed unsigned dsn
            unsigned dsn
            we do not accept bounces
            will not accept mail from
            you are sending to/from
            your access to submit messages to this e-mail system has been rejected
            your access to this mail system
            your domain * blocked
            your domain * blacklisted
            your email address * blacklisted
            your email has been blocked
            verify sender
            verify the sender
            verification of the sender
            callback setup failed
            callback verification
            callout verification
            """),
        // Exim ends with these words what it heard when it asked for the sender, which may be "no such user".
        PhraseTable(
            .rejected, .plain,
            """
            sender verification failed
            sender verification error
            sender verify
            """),
        // From some, it says: it takes mail from others.
        PhraseTable(
            .rejected,
            """
            not accept mail from
            not accept any mail from
            not accept mails from
            not accept email from
            not accept emails from
            not accept e-mail from
            not accept messages from
            not receive mail from
            not receive email from
            does not accept mail from
            does not accept any mail from
            does not accept email from
            does not accept messages from
            does not receive mail from
            does not receive email from
            doesn't accept mail from
            doesn't accept email from
            doesn't accept messages from
            doesn't receive mail from
            doesn't receive email from
            don't accept mail from
            accepts no mail from
            accept no mail from
            isn't accepting mail from
            not accepting mail from
            not accepting messages from
            not accepting any mail from
            only accepts messages from
            """),
        // A newsgroup or list of Google's, in its other languages.
        PhraseTable(
            .rejected,
            """
            your domain is blocked
            your domain is blacklisted
            your domain has been blocked
            your email address is blocked
            your email address is not allowed
            your address is blacklisted
            your address has been blacklisted
            sender must be a
            from address rejected
            from address is not
            sending domain * not
            sending address rejected
            return address is invalid
            mail from domain does not
            envelope sender domain
            not a member of the list
            not a member of this
            post to this list
            post to this group
            sender mailbox does not exist
            sender domain is not
            sender is on our
            sender address domain
            sender domain does not resolve
            groups.google.com/support
            support.google.com/a/ * groups
            """),
        PhraseTable(
            .rejected, .weak,
            """
            not a member of
            post to this
            return address
            your sender
            from address
            from domain
            sending domain
            sending address
            mail from domain
            your domain is
            your domain has
            your address is not
            your address has been
            your email address is
            envelope sender
            sender must be
            sender must have
            sender mailbox
            members only
            sender is on
            sender domain is
            """),
    ]

    /// A rule of the receiving site.
    static let policyViolation: [PhraseTable] = [
        PhraseTable(
            .policyViolation,
            """
            aol will not accept delivery of this message
            security policies
            policy violated
            violation of policy
            violation of our
            attachment type not
            this attachment type
            file extension not
            prohibited by our policy
            due to local policy
            rejected by local policy
            blocked by local policy
            by company policy
            policy reasons
            due to policy
            due to a policy
            by policy
            per policy
            policy violation
            policy restriction
            policy reject
            policy denied
            policy error
            policy failure
            policy filter
            policy rule
            corporate policy
            content policy
            attachment policy
            against policy
            violates our
            violates policy
            violates * policy
            prohibited by administrator
            administrative policy
            administratively denied
            administratively prohibited
            administratively rejected
            administrative block
            because the recipient is not accepting mail with
            because of its attachment
            closed mailing list
            closed list
            header error
            mail is looping
            message given low priority
            messages with * are not accepted
            does not accept messages with
            not accepted for policy
            protocol violation
            banned content
            banned extension
            banned file
            prohibited content
            prohibited file
            prohibited attachment
            forbidden attachment
            attachment not allowed
            attachments not allowed
            attachments are not
            attachment * not allowed
            file type not allowed
            executable attachment
            dangerous attachment
            blocked attachment
            attachment blocked
            contains * attachment
            host network not allowed
            we do not accept messages containing images
            we do not accept attachments
            email address used to send your message is not subscribed to this group
            exceeded the allowable number of posts
            solving a captcha
            mass mailer
            domain policy
            rejected for policy
            """),
        PhraseTable(
            .policyViolation, .weak,
            """
            policies
            violated
            violation of
            against our
            file extension
            attachment type
            our policy
            this attachment
            bulk mail
            bulk mailing
            attachment was
            local policy
            site policy
            company policy
            mail policy
            email policy
            """),
    ]

    /// The host does not relay.
    static let noRelaying: [PhraseTable] = [
        PhraseTable(
            .noRelaying,
            """
            as a relay
            server does not relay
            will not relay for
            do not relay for
            as an open relay
            insecure mail relay
            no relay
            not a gateway
            not an open relay
            not allowed to relay
            not permitted to relay
            not authorized to relay
            not configured to relay
            cannot relay
            can't relay
            cannot be relayed
            may not relay
            must not relay
            requires authentication when attempting to send to a non-local
            not local host
            relay access
            relay denied
            relay not permitted
            relay not allowed
            relay not authorized
            relay prohibited
            relay rejected
            relay restriction
            relay attempt
            relay is denied
            relay is not
            relay forbidden
            relay operation rejected
            relaying
            relaying denied. proper authentication required
            relaying to * denied
            relaying to * denied (authentication required
            relaying to * prohibited by administrator
            authentication is required for relay
            relay rejected for policy reasons
            does not relay for
            unable to relay
            rejected to relay
            refused to relay
            we don't relay
            do not relay
            we don't handle mail for
            we do not handle mail for
            not relayed
            third party relay
            third-party relay
            specified domain is not allowed
            isn't in my list of allowed
            not in my list of allowed
            rcpthosts
            domain not local
            domain is not local
            not a local domain
            not hosted here
            domain not hosted
            domain isn't hosted
            domain is not hosted
            not for this server
            """)
    ]
}
