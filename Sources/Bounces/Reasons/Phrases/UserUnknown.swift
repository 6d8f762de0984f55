extension Phrases {
    /// There is no such mailbox, in English.
    static let userUnknown: [PhraseTable] = [
        // The nouns and adjectives that servers combine.
        PhraseTable(
            .userUnknown,
            """
            user unknown
            no one here by that name
            nobody here by that name
            not a known recipient
            cannot find your recipient
            there is no one here
            unknown user
            unknown name
            user not known
            user not found
            user could not be found
            user cannot be found
            user can't be found
            user not exist
            user doesn't exist
            user don't exist
            user didn't exist
            user no longer exists
            user nonexistent
            user is nonexistent
            user non-existent
            user invalid
            user is invalid
            user is not valid
            user not valid
            user not listed
            user not in directory
            user not on server
            user not here
            user not registered
            user is not registered
            user terminated
            user has left
            no such user
            no such person
            no such a user
            no user here
            no user by that name
            no user with that name
            no user found
            no user exists
            no valid user
            non-existent user
            nonexistent user
            non existent user
            not a valid user
            not a known user
            not a user here
            not a local user
            not our customer
            is not a user
            isn't a known user
            invalid user
            bad user name
            illegal user
            unknown local user
            unknown local-part
            unknown local part
            unknown virtual user
            username not found
            username is invalid
            username does not exist
            userid not found
            userid unknown
            invalid final delivery userid
            user * doesn't exist
            user * not found
            user * not known
            user * unknown
            user * not exist
            """),
        PhraseTable(
            .userUnknown,
            """
            unknown recipient
            recipient unknown
            recipient not known
            recipient not found
            recipient cannot be found
            recipient could not be found
            recipient does not exist
            recipient doesn't exist
            recipient no longer exists
            recipient not exist
            recipient is not exist
            recipient not valid
            recipient is not valid
            recipient is invalid
            recipient invalid
            recipient name is not recognized
            recipient not recognized
            recipient not listed
            recipient not in directory
            recipient not local
            recipient verify failed
            recipient verification failed
            recipient address verification failed
            recipient address rejected: unverified address
            recipient address rejected: no such
            recipient * does not exist
            recipient * not found
            recipient * unknown
            invalid recipient
            no such recipient
            no valid recipient
            not a valid recipient
            isn't a valid recipient
            nonexistent recipient
            non-existent recipient
            bad recipient
            unrecognized recipient
            unknown rcpt
            invalid rcpt
            rcpt unknown
            no recipient by that name
            resolver.adr.exrecipnotfound
            recipientnotfound
            recipnotfound
            the recipient cannot be verified
            didn't match any recipient
            does not match any recipient
            """),
        PhraseTable(
            .userUnknown,
            """
            unknown address
            address unknown
            unknown email address
            unknown e-mail address
            unknown destination address
            address not known
            address is unknown
            address not found
            address couldn't be found
            address could not be found
            address cannot be found
            address does not exist
            address doesn't exist
            address do not exist
            address not exist
            address no longer exists
            address no longer valid
            address no longer in use
            address no longer active
            address is no longer valid
            address is no longer in use
            address is no longer active
            address is no longer available
            address no longer available
            address is not valid
            address is not a valid
            address not valid
            address is invalid
            address invalid
            address not listed
            address not recognized
            address is not recognized
            address not in use
            mailbox no longer in use
            mailbox is no longer in use
            mailbox not in use
            mailbox is not in use
            account no longer in use
            account is no longer in use
            not an active address
            rcpt * does not exist
            addressee unknown
            addressee not found
            addressee does not exist
            address * does not exist
            address * doesn't exist
            address * not found
            address * no longer exists
            address * is unknown
            nonexistent address
            non-existent address
            non existent address
            no such address
            no such email
            no such e-mail
            no such alias
            invalid address
            invalid email address
            invalid e-mail address
            invalid destination address
            invalid destination mailbox address
            bad destination email address
            bad destination mailbox
            bad address
            bad email address
            destination addresses were unknown
            destination server not recognize
            email address you entered couldn't be found
            e-mail address you entered couldn't be found
            undeliverable address
            cuda_nsu
            nicht im domino-verzeichnis
            unknown alias
            unknown or illegal
            not a valid address
            not a valid email
            not a deliverable address
            isn't a valid address
            undeliverable recipient
            delivery to the address is impossible
            this address is not in use
            please check if address is correct
            check the recipient address
            please verify the recipient
            double-checking the recipient's email address
            please double check the address
            the address in the rcpt to
            unable to find recipient
            can't find recipient
            cannot find recipient
            could not find recipient
            unable to verify address
            unable to verify recipient
            unable to validate recipient
            failed to verify recipient
            verification of recipient failed
            callout verification failure * recipient
            """),
        PhraseTable(
            .userUnknown,
            """
            no such mailbox
            no mailbox here
            no mailbox found
            no mailbox for
            no mailbox by
            no such account
            no account by that name
            no account here
            no account by this name
            no account found
            no such id
            no such name
            no local mailbox
            there is no one at this address
            there is no account
            there is no mailbox
            mailbox not found
            mailbox does not exist
            mailbox doesn't exist
            mailbox not exist
            mailbox no longer exists
            mailbox unknown
            mailbox not available on this server
            mailbox * does not exist
            mailbox * doesn't exist
            mailbox * not found
            mailbox * unknown
            mailbox invalid
            mailbox is invalid
            mailbox non-existent
            mailbox nonexistent
            mailbox not listed
            mailbox name not allowed
            mail box not found
            mailbox unavailable: user
            mailbox unavailable (user
            unknown mailbox
            invalid mailbox
            illegal mailbox
            bad mailbox name
            nonexistent mailbox
            non-existent mailbox
            not a mailbox
            not a valid mailbox
            account does not exist
            account doesn't exist
            account not found
            account unknown
            account no longer exists
            account not exist
            account has been deleted
            account has been removed
            account deleted
            account was deleted
            account closed
            account has been closed
            account has been terminated
            account terminated
            account that you tried to reach doesn't exist
            account is invalid
            account is not valid
            account invalid
            account not valid
            account * does not exist
            account * not found
            invalid account
            unknown account
            unknown email account
            doesn't have a * account
            does not have a * account
            does not have an account
            doesn't have an account
            doesn't have a mailbox
            does not have a mailbox
            does not have an email
            has no mailbox
            has no account
            has no local account
            mailbox has been deleted
            recipient address has been deleted
            email address has been deleted
            e-mail address has been deleted
            user account has been deleted
            mailbox deleted
            mailbox was deleted
            mailbox closed
            """),
        PhraseTable(
            .userUnknown,
            """
            unknown in virtual
            unknown in local recipient
            unknown in relay recipient
            not in local recipient table
            not listed in public name & address book
            not listed in public name
            not listed in domino directory
            not listed in the domino directory
            not listed in directory
            not listed in address book
            not listed in the public name
            no matches to nameserver query
            no matches to name server
            does not match anyone in this
            not found in directory
            not found in ldap
            not found in the directory
            no dns or ldap entry
            not found in the address book
            this user doesn't have
            this email address is not known
            cannot be found in the directory
            name not recognized
            no one by that name
            doesn't like recipient
            is not a local address
            is not known at this
            is unknown here
            not known here
            is not listed here
            is not at this
            no longer works here
            no longer works for
            no longer with the company
            no longer with us
            no longer employed
            no longer working at
            is no longer with
            is no longer at this company
            has left the company
            left the organization
            delivery to this address is restricted: no such
            unknown to this
            ldap lookup failed: no such
            domain contains no such
            could not find user
            could not find mailbox
            unable to find user
            unable to find mailbox
            unable to locate user
            could not be found on the
            can not find user
            cannot find user
            can't find user
            cannot find the user
            cannot find mailbox
            can't open mailbox
            could not open mailbox
            couldn't find the address
            we couldn't find the recipient
            wasn't found at
            wasn't found or doesn't exist
            no recipients for this message
            all recipients were invalid
            all recipients are invalid
            incorrect or unknown
            mailhost does not recognize
            non-local recipient
            unknown or unaccepted recipient
            may be misspelled
            rcp-p1
            usersearch
            nosuchuser
            """),
        // Hints: they say as much for a mailbox that is closed for now.
        PhraseTable(
            .userUnknown, .weak,
            """
            no local user
            user not local
            recipient address rejected: access denied
            550 requested action not taken: mailbox unavailable
            550-requested action not taken: mailbox unavailable
            cannot be delivered to this address
            delivery to this user is not possible
            cannot route to recipient
            """),
    ]
}
