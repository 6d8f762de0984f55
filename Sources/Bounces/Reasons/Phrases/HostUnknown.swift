extension Phrases {
    /// There is no such domain or host.
    static let hostUnknown: [PhraseTable] = [
        PhraseTable(
            .hostUnknown,
            """
            host unknown
            unknown host
            host or domain name not found
            host not found
            host name is unknown
            host is unknown
            hostname unknown
            domain not found
            domain name not found
            domain does not exist
            domain doesn't exist
            domain not exist
            domain * does not exist
            domain * couldn't be found
            domain unknown
            domain is unknown
            unknown domain
            no such domain
            no such host
            nonexistent domain
            non-existent domain
            non existent domain
            invalid domain name in recipient
            recipient domain does not exist
            recipient address rejected: domain not found
            recipient address rejected: unknown domain
            recipient address has invalid domain
            domain is not reachable
            domain must exist
            domain of recipient * does not exist
            domain name could not be resolved
            domain part of the address doesn't exist
            domain is invalid or
            illegal host
            illegal domain
            unrouteable address
            unroutable address
            unrouteable domain
            unroutable domain
            unrouteable mail domain
            unroutable mail domain
            couldn't find any host named
            couldn't find any host by that name
            could not find any host
            can't find any host
            no such mail domain
            mail domain mentioned in email address is unknown
            account or domain may not exist
            name or service not known
            no address associated with name
            no address associated with hostname
            all relevant mx records point to non-existent
            bad destination host
            bad destination system address
            destination system address unknown
            nxdomain
            the domain couldn't be found
            lowest numbered mx record points to nonexistent
            host does not exist
            not a valid domain
            is an invalid domain
            invalid domain part
            domain isn't set up
            domain has expired
            domain is expired
            domain expired
            name service error for name * host not found
            name service error * malformed or unexpected
            no matching domain
            unknown mail domain
            unknown or invalid domain
            the domain of the recipient does not exist
            server could not be found in dns
            esa invalid domain
            """),
        PhraseTable(
            .hostUnknown,
            """
            domain existiert nicht
            """),
        PhraseTable(
            .hostUnknown, .weak,
            """
            cannot resolve
            could not resolve
            unable to resolve
            unresolvable
            does not exist
            """),
    ]

    /// The recipient has moved.
    static let hasMoved: [PhraseTable] = [
        PhraseTable(
            .hasMoved,
            """
            has been replaced by
            has moved
            no forwarding address
            no longer on this server
            no longer on server
            address has changed
            address was changed
            new email address is
            new e-mail address is
            new address is
            please use my new address
            please update your address book
            user not local; please forward
            user not local; will forward
            user not local; please try
            has changed to
            has been changed to
            moved to another
            address changed
            not our user
            """)
    ]

    /// The host or domain takes no mail at all.
    static let notAccept: [PhraseTable] = [
        PhraseTable(
            .notAccept,
            """
            does not accept mail
            doesn't accept mail
            does not accept any mail
            does not accept email
            doesn't accept email
            does not receive email
            doesn't receive email
            doesn't receive mail
            does not receive mail
            host does not accept
            domain does not accept
            domain does not receive
            domain doesn't receive
            accepts no mail
            accept no mail
            not accepting mail
            not accepting messages
            not accepting any mail
            not accepting network messages
            isn't accepting mail
            mail receiving disabled
            mail reception disabled
            null mx
            nullmx
            no mx found for domain
            no mx records found
            no mx record found
            no mx for
            no mx or a records
            no mail exchanger
            couldn't find a mail exchanger or ip address
            could not find a mail exchanger
            no mail hosts for domain
            mail is disabled for this domain
            email is disabled for this domain
            domain is not configured to receive
            domain not configured to receive
            no route for current request
            no smtp service here
            record indicated no smtp service
            no mail service here
            unable to deliver to domain * no mx
            domain has no mx
            has no mx record
            mx is .
            """)
    ]
}
