extension Phrases {
    /// Words by which a server says that it speaks of the sender, or of the host that sent, and not of the recipient.
    static let senders: [PhraseTable] = [
        // What is refused stands in them; behind them stands why, often in the words of another server.
        PhraseTable(
            .sender(.rejected, .sentence),
            """
            sender address rejected
            verify the sender
            verify your address
            verification failed for
            bounce address
            absender-adresse
            your helo
            in your allowed list
            recipients you may write to
            the account you use
            our whitelist
            link in your
            url in
            links in
            to: header
            header from
            address in header
            return path
            return-path
            return address
            reverse path
            reverse-path
            envelope from
            envelope-from
            envelope sender
            mail from address
            mail from domain
            mail from: address
            mail from unknown
            from unknown host
            unknown senders
            unknown sender
            sender unknown
            sender rejected
            sender denied
            sender refused
            sender not accepted
            sender verify failed
            sender verification failed
            sender callout
            sender callback
            sender address verification
            could not verify sender
            cannot verify sender
            unable to verify sender
            verification of sender
            verification of the sender
            domain of sender
            domain of the sender
            dns lookup failed for sender
            """),
        PhraseTable(
            .sender(.blocked, .sentence),
            """
            client host rejected
            helo command rejected
            ehlo command rejected
            helo rejected
            ehlo rejected
            helo invalid
            ehlo invalid
            invalid helo
            invalid ehlo
            bad helo
            bad ehlo
            helo/ehlo
            ehlo/helo
            helo name is
            ehlo name is
            helo name not
            helo name rejected
            helo argument
            ehlo argument
            helo string
            helo hostname
            helo host name
            helo domain is
            """),
        // Advice, and explanations of what a code may mean: nothing is said of this recipient.
        PhraseTable(
            .sender(.undefined, .sentence),
            """
            if the
            if this
            if an
            if your
            if you
            in case the
            may be
            might be
            may have
            may no longer
            may also be
            it is possible
            possible reason
            possible reasons
            possible cause
            possible causes
            common causes
            common reasons
            hint:
            note:
            tip:
            for example
            e.g.
            usually means
            often means
            which means
            this means
            means that
            means the
            wenn die
            wenn der
            falls die
            falls der
            falls das
            si l'adresse
            si la dirección
            se l'indirizzo
            se o endereço
            """),
        // Names of what is the sender's: the phrase that begins with them, or follows at once, is about that.
        PhraseTable(
            .sender(.rejected, .phrase),
            """
            sender address
            sender domain
            sender host
            sender mailbox
            sender account
            sender user
            sender name
            sender email
            sender e-mail
            sender mail
            sender is
            sender was
            sender's
            senders'
            of sender
            of the sender
            from address
            from: address
            from domain
            from header
            from: header
            from field
            originator address
            originator's
            of the originator
            of originator
            sending address
            sending domain
            your domain
            reply-to address
            """),
        PhraseTable(
            .sender(.blocked, .phrase),
            """
            client host
            client name
            client hostname
            sending host
            sending server
            sender host name
            your host
            your hostname
            your server
            your mail server
            """),
    ]

    /// What follows on "does not accept mail" where only some mail is meant. Not matched by themselves.
    static let conditions: [StaticString] = [
        " without", " over ", " with ", " larger", " bigger", " unless", " that ", " which ", " via ", " until",
        " sent ",
        " containing", " at this time", " at the moment", " right now", " for now",
    ]

    /// What the name of a host stands behind that a mail server's resolver did not find. Not matched by themselves.
    static let hostsNotFound: [StaticString] = [
        "name service error for name=", "(name server: ", "unable to look up host ",
    ]

    /// The sender in other languages.
    static let sendersAbroad: [PhraseTable] = [
        PhraseTable(
            .sender(.rejected, .phrase),
            """
            absender
            absenders
            absenderadresse
            expéditeur
            de l'expéditeur
            remitente
            del remitente
            remetente
            do remetente
            mittente
            del mittente
            afzender
            van de afzender
            nadawca
            nadawcy
            отправитель
            отправителя
            відправника
            差出人
            送信者
            发件人
            发信人
            寄件者
            寄件人
            발신자
            """)
    ]
}
