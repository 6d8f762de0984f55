/// What mail servers say, and what it means: reason, class, status, and after the bar the diagnostic.
///
/// Wordings are those of the servers' sources and of published error lists, with addresses of example domains.
enum ReasonCases {
    /// Postfix, Sendmail, Exim, qmail and the other mail servers.
    static let servers = """
        user-unknown hard 5.1.1 | 550 5.1.1 <a@example.com>: Recipient address rejected: User unknown in local recipient table
        user-unknown hard 5.1.1 | 550 5.1.1 <a@example.com>: Recipient address rejected: User unknown in virtual mailbox table
        user-unknown hard 5.1.1 | 550 5.1.1 <a@example.com>: Recipient address rejected: User unknown in relay recipient table
        user-unknown hard 4.1.1 | 450 4.1.1 <a@example.com>: Recipient address rejected: User unknown in virtual alias table
        user-unknown hard 5.1.1 | 550 5.1.1 <a@example.com>: Recipient address rejected: undeliverable address: host mx.example.net said: 550 No such user
        user-unknown hard 5.1.1 | unknown user: "anna"
        user-unknown hard 5.1.1 | 550 5.1.1 <a@example.com>... User unknown
        user-unknown hard 5.1.1 | 550 <a@example.com>... User unknown
        user-unknown hard 5.3.0 | 553 5.3.0 <a@example.com>... No such user here
        user-unknown hard 5.2.1 | 550 5.2.1 <a@example.com>... User Unknown
        user-unknown hard 5.1.1 | 550 Unknown user a@example.com
        user-unknown hard 5.1.1 | 550 no such recipient
        user-unknown hard 5.1.1 | 550 No Such User Here
        user-unknown hard 5.1.1 | 550 "No such recipient here"
        user-unknown hard 5.1.1 | 511 sorry, no mailbox here by that name (#5.1.1 - chkuser)
        user-unknown hard 5.1.1 | Sorry, no mailbox here by that name. (#5.1.1)
        user-unknown hard 5.1.1 | Sorry, no mailbox here by that name. vpopmail (#5.1.1)
        user-unknown hard 5.7.17 | 550 sorry, no mailbox here by that name (#5.7.17)
        user-unknown hard 5.1.1 | 550 5.1.1 Mailbox does not exist
        user-unknown hard 5.1.1 | 550 <a@example.com> No such mailbox
        user-unknown hard 5.1.1 | 550 User unknown
        user-unknown hard 5.1.1 | 550 User not found
        user-unknown hard 5.1.0 | 550 #5.1.0 Address rejected.
        user-unknown hard 5.1.1 | 550 5.1.1 unknown or illegal alias: a@example.com
        user-unknown hard 5.1.1 | 553 5.1.1 unknown or illegal user: a@example.com
        user-unknown hard 5.1.3 | 550 5.1.3 Invalid address
        user-unknown hard 5.1.3 | 501 5.1.3 <a@example.com>: Bad destination mailbox address syntax
        user-unknown hard 5.1.1 | 550 Mailbox not found
        user-unknown hard 5.1.1 | 550 5.1.1 The account does not exist
        user-unknown hard 5.1.1 | 550 Invalid recipient a@example.com (Mode: normal)
        user-unknown hard 5.1.1 | 553 Invalid recipient a@example.com (Mode: normal)
        user-unknown hard 5.1.1 | 550 Recipient unknown
        user-unknown hard 5.1.1 | 550 5.1.1 Recipient not found
        user-unknown hard 5.1.1 | 554 delivery error: dd This user doesn't have an example.com account (a@example.com) [0]
        user-unknown hard 5.1.1 | 550 5.1.1 <a@example.com> User doesn't exist: a@example.com
        user-unknown hard 5.1.1 | 550 5.1.1 <a@example.com> Recipient not found. <http://x.example/>
        user-unknown hard 5.1.1 | User a (a@example.com) not listed in Domino Directory
        user-unknown hard 5.1.1 | User anna not listed in public Name & Address Book
        user-unknown hard 5.1.1 | The recipient name is not recognized
        user-unknown hard 5.1.1 | MSEXCH:IMS:ORG:SITE:SERVER 0 (000C05A6) Unknown Recipient
        user-unknown hard 5.1.1 | 550-5.1.1 The email account that you tried to reach does not exist. Please try\r\n550-5.1.1 double-checking the recipient's email address for typos or\r\n550 5.1.1 unnecessary spaces. Learn more at https://support.google.com/mail/?p=NoSuchUser - gsmtp
        user-unknown hard 5.1.1 | 550 5.1.1 <a@example.com>: Email address could not be found, or was misspelled (G8)
        user-unknown hard 5.1.1 | mail.local: unknown name: anna
        user-unknown hard 5.1.1 | 550 5.1.1 sorry, user unknown at this site
        user-unknown hard 5.1.1 | 550 Address unknown
        user-unknown hard 5.1.1 | 550 a@example.com is not a valid mailbox
        user-unknown hard 5.1.1 | 550 That user does not exist here
        user-unknown hard 5.1.1 | 550 5.1.1 <a@example.com> is not a valid recipient
        user-unknown hard 5.1.1 | vdeliver: Invalid or unknown virtual user 'anna'
        user-unknown hard 5.4.1 | 550 5.4.1 no such user anna
        user-unknown hard 5.7.1 | 554 5.7.1 <a@example.com>: Recipient address rejected: Access denied (in reply to RCPT TO command)
        filtered soft 5.7.1 | SMTP error from remote mail server after RCPT TO:<a@example.com>: 550 rejected
        host-unknown hard 5.1.2 | 550 5.1.2 <a@example.org>... Host unknown (Name server: example.org: host not found)
        network-error soft 5.1.1 | 550 5.1.1 <a@example.net>: Recipient address rejected: undeliverable address: mail for example.net loops back to myself
        network-error soft 5.4.4 | 554 5.4.4 SMTPSEND.DNS.MxLoopback; DNS records for this domain are configured in a loop
        system-error soft 5.3.2 | 554 5.3.2 STOREDRV.Deliver: Missing or bad StoreDriver MDB properties
        user-unknown hard 5.1.1 | 550 cuda_nsu x.a@example.net
        mailbox-full soft 5.2.2 | 550 Unable to write: database would exceed its disk quota
        rejected soft 5.4.1 | 541 5.4.1 Mail rejected by destination domain
        policy-violation soft 5.2.1 | 521 5.2.1 : AOL will not accept delivery of this message.
        host-unknown hard 5.1.2 | 550 Host unknown
        host-unknown hard 5.1.2 | Host or domain name not found. Name service error for name=example.org type=A: Host not found
        host-unknown hard 5.4.4 | 5.4.4 Host or domain name not found. Name service error for name=example.org type=MX: Host not found
        host-unknown hard 5.1.2 | Unrouteable address
        host-unknown hard 5.1.2 | Sorry, I couldn't find any host named example.org. (#5.1.2)
        host-unknown hard 5.1.2 | Domain does not exist
        host-unknown hard 5.1.2 | No such domain.
        host-unknown hard 5.1.2 | 550 5.1.2 Unknown domain example.org
        host-unknown hard 5.1.2 | 554 The mail could not be delivered to the recipient because the domain is not reachable. Please check the domain and try again
        host-unknown hard 5.4.4 | Illegal host/domain name found (5.4.4)
        host-unknown hard 5.1.2 | all relevant MX records point to non-existent hosts
        host-unknown hard 5.1.2 | 550 5.1.2 <a@example.org>: Recipient address rejected: Domain not found
        host-unknown hard 5.1.2 | The account or domain may not exist, they may be blacklisted, or missing the proper dns entries.
        has-moved hard 5.1.6 | 550 5.1.6 recipient no longer on server: a@example.com
        has-moved hard 5.1.6 | 551 not our user
        has-moved hard 5.1.6 | 550 5.1.6 Destination mailbox has moved, No forwarding address
        has-moved hard 5.1.6 | 551 User has moved; please try <b@example.net>
        has-moved hard 5.1.6 | 550 a@example.com has been replaced by b@example.net
        not-accept hard 5.1.10 | 5.1.10 host/domain does not accept mail
        rejected soft 5.7.27 | 550 5.7.27 Sender address has null MX
        not-accept hard 5.1.10 | 556 5.1.10 <a@example.com>: Recipient address rejected: Domain example.com does not accept mail (nullMX)
        not-accept hard 5.1.10 | 521 mail.example.com does not accept mail
        not-accept hard 5.3.2 | 521 5.3.2 System not accepting network messages
        not-accept hard 5.4.4 | Sorry, I couldn't find a mail exchanger or IP address. (#5.4.4)
        not-accept hard 5.1.10 | No MX found for domain
        mailbox-full soft 5.2.2 | 552 5.2.2 <a@example.com> Quota exceeded (mailbox for user is full)
        mailbox-full soft 5.2.2 | 550 5.2.2 <a@example.com>... Mailbox Full
        mailbox-full soft 5.2.2 | 552 5.2.2 Over quota
        mailbox-full soft 5.2.2 | mailbox is full: retry timeout exceeded
        mailbox-full soft 5.2.2 | 552 Error: disk quota exceeded
        mailbox-full soft 5.2.2 | /var/mail/anna/tmp/1: Disk quota exceeded
        mailbox-full soft 5.7.1 | 550 5.7.1 The mailbox quota exceeded
        mailbox-full soft 4.2.2 | 452 4.2.2 <a@example.com> Mailbox is full
        mailbox-full soft 4.2.2 | 452-4.2.2 The email account that you tried to reach is over quota. Please direct\r\n452-4.2.2 the recipient to\r\n452 4.2.2 https://support.google.com/mail/?p=OverQuotaTemp - gsmtp
        mailbox-full soft 5.2.0 | 522 5.2.0 Delivery failed: Over quota
        mailbox-full soft 5.2.2 | STOREDRV.Deliver: mailbox full. The following information should help identify the cause: MapiExceptionShutoffQuotaExceeded
        mailbox-full soft 4.2.2 | maildir delivery failed: Sorry, the user's maildir has overdrawn his diskspace quota, please try again later
        mailbox-full soft 5.2.2 | 550 user's mailbox has exceeded its limit
        mailbox-full soft 5.2.2 | 552 Requested mail action aborted: mailbox would exceed maximum allowed storage
        mailbox-full soft 5.5.0 | 550 5.5.0 The account is over quota
        mailbox-full soft 5.2.2 | 554 5.2.2 mailbox full;STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded
        suspend soft 5.2.1 | 550 5.2.1 The email account that you tried to reach is disabled. - gsmtp
        suspend soft 5.7.13 | 525 5.7.13 Disabled recipient address
        suspend soft 5.2.1 | vdelivermail: account is locked email bounced a@example.com
        suspend soft 5.2.1 | 550 Mailbox is frozen. See http://mail.example.ua/err/3/
        suspend soft 5.7.1 | 550 5.7.1 <a@example.com>: Recipient address rejected: User a@example.com temporary locked. Please try again later!
        suspend soft 5.2.1 | 550 This account has been disabled or discontinued
        suspend soft 5.2.1 | 550 5.2.1 Mailbox disabled for this recipient
        suspend soft 5.2.1 | 550 Account inactive
        suspend soft 5.2.1 | 550 User suspended
        suspend soft 5.2.1 | 554 5.2.1 <a@example.com>: Recipient address rejected: this mailbox is inactive and has been disabled
        filtered soft 5.1.1 | 550 5.1.1 RCP-P2 http://postmaster.facebook.com/response_codes?ip=192.0.2.1#rcp Refused due to recipient preferences
        filtered soft 5.7.1 | 550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized
        filtered soft 5.7.1 | 550 You have been blocked by the recipient
        filtered soft 5.7.1 | 554 Message rejected due to user rules
        filtered soft 4.7.1 | 450 Requested mail action not taken: mailbox unavailable
        blocked soft 5.7.1 | 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1
        blocked soft 5.1.1 | 550 5.1.1 Blocked using bl.spamcop.net
        blocked soft 5.7.1 | 521-5.7.1 Service unavailable; client [192.0.2.1] blocked using dnsbl.sorbs.net\r\n521 5.7.1 Please see http://x.example/
        blocked soft 5.7.1 | 554 5.7.1 <mx.example.net[192.0.2.1]>: Client host rejected: Access denied
        blocked soft 4.7.1 | 450 4.7.1 <mx.example.net[192.0.2.1]>: Client host rejected: may not be mail exchanger
        blocked soft 5.7.1 | 554 Blocked - see https://support.proofpoint.com/dnsbl-lookup.cgi?ip=192.0.2.1
        blocked soft 5.7.1 | 550 5.7.1 <mx.example.net>: Helo command rejected: Host not found
        blocked soft 5.7.1 | SMTP error from remote mail server after initial connection: 550 Access denied
        blocked soft 5.7.0 | 550 5.7.0 <a@example.com>... Please use the smtp server of your ISP.
        blocked soft 5.7.1 | 501 <a@example.com>... no access from mail server [192.0.2.1] which is an open relay.
        blocked soft 5.7.1 | 554 INVALID IP FOR SENDING MAIL OF DOMAIN example.com
        blocked soft 5.7.1 | 550 Your IP 192.0.2.1 has been blacklisted
        blocked soft 4.7.1 | 450 4.7.1 <a@example.com>: Recipient address rejected: Greylisted, see http://postgrey.example/
        blocked soft 5.7.1 | 554 Denied (Mode: normal): rejected - see http://x.example/ for spamhaus listing
        blocked soft 5.7.1 | 550 JunkMail rejected - mx.example.net [192.0.2.1]:1234 is in an RBL, see http://www.barracudacentral.org/
        require-ptr soft 5.7.25 | 550 5.7.25 <a@example.com>: Recipient address rejected: Reverse DNS validation failed
        require-ptr soft 4.7.25 | 450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]
        require-ptr soft 5.7.1 | 550 5.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]
        require-ptr soft 5.7.1 | 554 5.7.1 Reverse DNS failed.
        require-ptr soft 5.7.25 | 551 Server access mx.example.org forbidden by invalid RDNS record of your mail server
        require-ptr soft 5.7.25 | 550 domain [example.com] mismatches client ip 192.0.2.1.
        require-ptr soft 5.7.1 | 550 5.7.1 Connections not accepted from servers without a valid sender domain. Fix reverse DNS for 192.0.2.1
        require-ptr soft 5.7.25 | 554 IP=192.0.2.1 - no PTR record found for your server
        auth-failure soft 5.7.1 | 550 5.7.1 Email rejected per DMARC policy for example.com
        auth-failure soft 5.7.23 | 550 5.7.23 SPF validation failed
        auth-failure soft 5.7.1 | 550 5.7.1 <a@example.com>: Recipient address rejected: Message rejected due to: SPF fail - not authorized. Please see http://www.openspf.net/Why
        auth-failure soft 5.7.20 | 550 5.7.20 No passing DKIM signature found
        auth-failure soft 5.7.26 | 550 SPF check failed
        auth-failure soft 5.7.1 | 554 5.7.1 rejected by DMARC policy for example.com
        bad-reputation soft 5.7.1 | 554 5.7.1 Your message was rejected due to poor reputation of the sending host
        bad-reputation soft 5.7.1 | 554 Your access to this mail system has been refused due to the sending MTA's poor reputation
        rejected soft 5.1.8 | 553 5.1.8 <root@host.example>... Domain of sender address root@host.example does not exist
        rejected soft 5.1.8 | 501 5.1.8 Sender address rejected
        rejected soft 4.1.8 | 450 4.1.8 <a@example.org>: Sender address rejected: Domain not found
        rejected soft 5.1.8 | 550 Sender verify failed
        rejected soft 5.7.1 | 550 5.7.1 can't determine Purported Responsible Address
        rejected soft 5.1.8 | Sorry, you are sending to/from an address that has been blacklisted
        rejected soft 5.1.7 | 550 5.1.7 invalid sender
        rejected soft 5.7.1 | Connected to 192.0.2.1 but sender was rejected. Remote host said: 550 5.7.1 <a@example.com>... Access denied
        policy-violation soft 5.7.1 | 554 Mail from a@example.net rejected for policy reasons.
        policy-violation soft 5.7.0 | 554 5.7.0 Header error
        policy-violation soft 5.7.1 | 550 5.7.1 Message rejected due to content policy violation
        policy-violation soft 5.7.1 | 552 5.7.1 Blocked attachment: executable attachments are not allowed
        no-relaying soft 5.7.1 | 554 5.7.1 <a@example.com>: Relay access denied
        no-relaying soft 5.7.1 | 550 5.7.1 <a@example.com>... Relaying denied. IP name lookup failed [192.0.2.1]
        no-relaying soft 5.7.1 | 553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)
        no-relaying soft 5.7.1 | 550 relay not permitted
        no-relaying soft 5.7.1 | 550 5.7.1 Unable to relay for a@example.com
        spam-detected soft 5.7.0 | 554 5.7.0 Reject, id=20025-09 - SPAM
        spam-detected soft 5.7.1 | 550 5.7.1 Message content rejected, UBE, id=00000-22-225
        spam-detected soft 5.6.0 | 554 5.6.0 This message has been scored as spam with a probability of more than 90%
        spam-detected soft 5.7.1 | 550 This message was classified as SPAM and may not be delivered
        spam-detected soft 5.7.1 | 554 rejected: spamassassin score 12.3
        spam-detected soft 5.7.1 | 550 High probability of spam
        virus-detected soft 5.7.1 | 550 Virus Detected; Content Rejected
        virus-detected soft 5.7.1 | 554 5.7.1 Your message was infected with a virus (Eicar-Test-Signature)
        virus-detected soft 5.7.0 | 550 5.7.0 <a@example.com>: Recipient address rejected: Virus detected
        security-error soft 5.7.1 | 550 5.7.1 RESOLVER.RST.AuthRequired; authentication required
        security-error soft 5.7.8 | 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6
        security-error soft 5.7.1 | 530 Authentication required
        security-error soft 5.7.1 | 550 Unauthenticated senders not allowed
        security-error soft 5.7.6 | 550 5.7.6 Failed to delivery
        security-error soft 5.7.1 | 551 5.7.1 Delivery not authorized
        failed-starttls soft 5.7.0 | 530 5.7.0 Must issue a STARTTLS command first
        failed-starttls soft 4.7.5 | 4.7.5 TLS is required, but was not offered by host mx.example.com[192.0.2.1]
        failed-starttls soft 4.7.5 | Server certificate not verified 4.7.5
        mesg-too-big soft 5.3.4 | 552 5.3.4 Message size exceeds fixed limit
        mesg-too-big soft 5.3.4 | 554 5.3.4 Message too big for system
        mesg-too-big soft 5.3.4 | 552 Message size exceeds maximum permitted
        mesg-too-big soft 5.3.4 | Mail size limit exceeded
        mesg-too-big soft 5.3.4 | 500 Line limit exceeded
        exceed-limit soft 5.2.3 | 552 5.2.3 Message size exceeds fixed maximum message size (10485760)
        exceed-limit soft 5.2.3 | 552 5.2.3 Message length exceeds limit set by recipient
        exceed-limit soft 5.2.3 | 550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient
        not-compliant-rfc soft 5.7.1 | 550-5.7.1 [192.0.2.1      13] Messages with multiple\r\n550 5.7.1 addresses in From: header are not accepted. - gsmtp
        content-error soft 5.6.0 | 552 5.6.0 Headers too large (3 max)
        content-error soft 5.6.9 | 550 5.6.9 improper use of 8-bit data in message header
        content-error soft 5.6.0 | 554 5.6.0 Message contains invalid MIME headers
        too-many-conn soft 4.3.2 | 452 4.3.2 Connection rate limit exceeded.
        too-many-conn soft 5.4.5 | 552 Too many recipients
        too-many-conn soft 4.7.0 | 421 4.7.0 mx.example.com Error: too many connections from 192.0.2.1
        too-many-conn soft 4.5.3 | 452 4.5.3 Error: too many recipients
        speeding soft 4.7.1 | 450 4.7.1 Error: too much mail from 192.0.2.1
        speeding soft 4.7.28 | 451 Rate limited, slow down
        network-error soft 4.4.2 | lost connection with mx.example.com[192.0.2.1] while performing the HELO handshake (4.4.2)
        network-error soft 5.4.6 | 554 5.4.6 Too many hops
        system-error soft 5.3.0 | mail for example.com loops back to myself
        network-error soft 4.4.1 | Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)
        network-error soft 4.4.0 | Name server: example.com.: host name lookup failure (4.4.0)
        expired soft 4.4.1 | connect to mx.example.com[192.0.2.1]:25: Connection timed out (4.4.1)
        expired soft 5.4.7 | Envelope expired
        expired soft 5.4.7 | retry timeout exceeded
        expired soft 4.4.7 | all hosts have been failing for a long time and were last tried after this message arrived
        expired soft 4.4.7 | 554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.2 Connection timed out>
        expired soft 5.4.7 | I'm not going to try again; this message has been in the queue too long.
        system-full soft 4.3.1 | 452 4.3.1 Insufficient system storage
        system-full soft 4.3.1 | 4.3.1 Mail system full
        system-error soft 5.3.0 | 554 5.3.0 Internal system error
        system-error soft 5.3.5 | 553 5.3.5 mx.example.com. config error: mail loops back to me (MX problem?)
        system-error soft 4.3.0 | 451 Temporary local problem - please try later
        system-error soft 5.3.0 | 554 Transaction failed
        mailer-error soft 5.3.0 | 554 5.3.0 unknown mailer error 255
        mailer-error soft 5.3.0 | Command died with status 1: "/usr/bin/vacation". Command output: cannot open
        mailer-error soft 5.3.0 | pipe to |/usr/local/bin/filter generated by a@example.com
        syntax-error soft 5.5.2 | 503 Improper sequence of commands
        syntax-error soft 5.5.2 | 501 Syntax error in parameters or arguments
        on-hold soft 5.0.0 | 550 5.0.0 <a@example.com>: Recipient address rejected: On hold.
        undefined soft 5.0.0 | 550 5.0.0 failed
        undefined soft 5.0.0 | 550 mx.example.com
        network-error soft 4.1.1 | 450 4.1.1 <a@example.net>: Recipient address rejected: unverified address: Address verification in progress
        network-error soft 4.1.1 | 450 4.1.1 <a@example.net>: Recipient address rejected: unverified address: connect to store.example.net[192.0.2.5]:25: Connection refused
        mailbox-full soft 4.1.1 | 450 4.1.1 <a@example.net>: Recipient address rejected: unverified address: host store.example.net[192.0.2.5] said: 452 4.2.2 Mailbox full
        user-unknown hard 5.1.1 | 550 5.1.1 <a@example.net>: Recipient address rejected: unverified address: host store.example.net[192.0.2.5] said: 550 5.1.1 Mailbox unknown
        too-many-conn soft 4.1.1 | 452 4.1.1 Too many unknown recipients
        too-many-conn soft 5.7.1 | 550 5.7.1 You have sent mail to too many non-existent users
        user-unknown hard 5.1.1 | 550 5.1.1 Non-existent user
        rejected soft 5.1.0 | 550 5.1.0 <b@example.org>: Originator unknown
        rejected soft 5.1.8 | 550 Mail from unknown user b@example.org is not accepted
        content-error soft 5.6.0 | 550 5.6.0 Invalid address in Reply-To header
        user-unknown hard 5.1.3 | 501 5.1.3 Invalid address in RCPT TO
        suspend soft 5.1.1 | 550 5.1.1 user account a has been locked out
        system-error soft 4.3.0 | 451 Could not complete recipient verify callout
        system-error soft 4.1.1 | 451 4.1.1 Temporary failure: unable to verify recipient
        system-error soft 4.1.1 | 450 4.1.1 cannot verify recipient at this time, LDAP timeout
        network-error soft 4.4.3 | 451 4.4.3 DNS query timed out: domain not found yet
        auth-failure soft 5.7.1 | 550 5.7.1 SPF MAIL FROM check failed: not authorized
        speeding soft 4.7.1 | 451 4.7.1 You have exceeded the hourly message limit, try later
        too-many-conn soft 4.4.5 | 421 Excessive unknown recipients from 192.0.2.5 - possible harvest
        rejected soft 5.1.1 | 511 sorry, can't find a valid MX for sender domain (#5.1.1 - chkuser)
        policy-violation soft 5.7.1 | 571 sorry, you are violating our security policies (#5.7.1 - chkuser)
        user-unknown hard 5.1.1 | 550 sorry, no mailbox here by that name (#5.1.1 - chkusr)
        suspend soft 5.2.1 | 550 <a@example.net> User has been disabled
        suspend soft 5.2.1 | 550 Requested action not taken: mailbox unavailable. Mailbox is disabled
        mailbox-full soft 5.2.2 | 550 Requested action not taken: mailbox unavailable. Mailbox is full
        user-unknown hard 5.1.1 | 550 Requested action not taken: mailbox unavailable
        blocked soft 5.7.1 | 554 5.7.1 <a@example.net>: Recipient address rejected: ERS-DUL
        suspend soft 5.2.1 | 550 5.2.1 Mailbox cannot be accessed; MapiExceptionMailboxDisabled
        suspend soft 5.2.1 | 550 5.2.1 STOREDRV.Deliver.Exception:AccountDisabledException; closed
        mailbox-full soft 5.2.2 | 552 5.2.2 Message exceeds the recipient's mailbox quota
        mailbox-full soft 5.2.2 | procmail: Quota exceeded while writing "/var/mail/a"
        mailbox-full soft 5.2.2 | cannot update mailbox /var/mail/a for user a. error writing message: File too large
        mailbox-full soft 5.7.0 | 552 5.7.0 Number of messages exceeds maximum threshold
        too-many-conn soft 4.4.5 | 421 #4.4.5 Too many connections from your host.
        too-many-conn soft 4.4.5 | 421 #4.4.5 Too many TLS sessions at this time
        too-many-conn soft 4.3.2 | 421 4.3.2 Too many open connections.
        too-many-conn soft 4.4.2 | 421 4.4.2 Message submission rate for this client has exceeded the configured limit
        too-many-conn soft 4.2.0 | 432 4.2.0 STOREDRV.Deliver; recipient thread limit exceeded
        blocked soft 5.0.0 | 501 5.0.0 HELO requires domain address
        blocked soft 5.7.1 | 571 5.7.1 Email from 192.0.2.5 is currently blocked by the anti-spam system of example.net
        spam-detected soft 5.7.1 | 550 A URL in this email (link.example.net) is listed on https://list.example.net/. Please resolve and retry
        spam-detected soft 5.7.1 | 554 5.7.1 Gtube pattern
        virus-detected soft 5.7.0 | 554 5.7.0 Reject, id=01234-05 - INFECTED: Eicar-Signature
        virus-detected soft 5.7.1 | 554 Your email was rejected because it contains the Eicar-Test-Signature virus
        spam-detected soft 5.7.0 | 554 5.7.0 Reject, id=01234-05 - SPAM
        content-error soft 5.6.0 | 554 5.6.0 Corrupt message content
        content-error soft 5.6.0 | 550 5.6.0 STOREDRV.Deliver; invalid message content
        content-error soft 5.6.211 | 554 5.6.211 Invalid MIME Content: Number of MIME Parts in the message exceeded limit
        content-error soft 5.6.0 | 554 Transaction failed: Expected MIME type, got ;
        not-compliant-rfc soft 5.6.0 | 550 Message headers fail syntax check
        no-relaying soft 5.7.1 | 550 5.7.1 <a@example.net>... Relaying denied. Proper authentication required.
        no-relaying soft 5.7.1 | 550 5.7.1 Relaying to <a@example.net> denied (authentication required)
        no-relaying soft 5.7.1 | 550 5.7.1 Relaying to <a@example.net> prohibited by administrator
        no-relaying soft 5.7.1 | 550 Authentication is required for relay
        no-relaying soft 5.7.1 | 554 Relay rejected for policy reasons.
        no-relaying soft 5.7.1 | 551 This mail server does not relay for that domain
        security-error soft 5.7.0 | 530 5.7.0 Authentication required
        security-error soft 5.7.1 | 554 Sending paused for this account. For more information, please check the inbox
        network-error soft 4.4.3 | CNAME lookup failed temporarily. (#4.4.3)
        network-error soft 5.4.0 | No route found to domain example.net from server MAIL/EXAMPLE. Check Server, Connection and Domain documents.
        network-error soft 5.0.0 | 554 5.0.0 MX list for example.net. points back to mx.example.org
        system-error soft 4.3.0 | 451 4.3.0 alias database unavailable
        system-error soft 4.2.1 | Unable to chdir to maildir. (#4.2.1)
        system-error soft 4.7.0 | Uh-oh: .qmail file is world-writable. (#4.7.0)
        not-accept hard 5.1.10 | an MX or SRV record indicated no SMTP service
        auth-failure soft 5.7.1 | 550 5.7.1 SPF Sender Invalid - envelope rejected
        auth-failure soft 5.7.1 | 550 5.7.1 DKIM Sender Invalid - envelope rejected
        """

    /// Refused because of the sender, in words that of a recipient would say that the address is dead.
    static let senders = """
        filtered soft 5.7.1 | 550 Schnurrdiburr 17 (in reply to RCPT TO command)
        filtered soft 5.7.1 | 550 Access denied (in reply to RCPT TO command)
        filtered soft 5.7.1 | 550 Message refused, ref 88-A17 (in reply to RCPT TO command)
        rejected soft 5.7.1 | 550 5.7.1 <a@example.com>: Access denied (in reply to RCPT TO command)
        rejected soft 5.7.1 | 550 5.7.1 Transaction rejected (in reply to RCPT TO command)
        rejected soft 5.7.1 | 550 5.7.1 Recipient refuses mail from unknown senders (in reply to RCPT TO command)
        rejected soft 5.7.1 | 550 5.7.1 sender unknown to this mailbox owner (in reply to RCPT TO command)
        rejected soft 5.7.1 | 550 5.7.1 Return address unknown, user bounces does not exist on example.org (in reply to RCPT TO command)
        rejected soft 5.1.8 | 550 sender address example.org: host not found (in reply to RCPT TO command)
        rejected soft 5.1.1 | 550 5.1.1 Sender address <a@example.org> does not exist (in reply to RCPT TO command)
        blocked soft 5.7.1 | 550 5.7.1 unknown user agent; blocked (in reply to end of DATA command)
        blocked soft 5.7.1 | 550 5.7.1 Mail from unknown host [192.0.2.9] refused (in reply to RCPT TO command)
        blocked soft 5.7.1 | 550 Your mail server mta3.example.com does not exist in DNS (in reply to RCPT TO command)
        blocked soft 5.1.1 | 550 5.1.1 Rejected, your HELO name does not resolve (in reply to RCPT TO command)
        auth-failure soft 5.7.1 | 550 5.7.1 DKIM key does not exist (in reply to end of DATA command)
        security-error soft 5.7.1 | 550 5.7.1 The message has a link to a host that does not exist (in reply to end of DATA command)
        spam-detected soft 5.1.1 | 550 5.1.1 Message contained spam and was not delivered (in reply to RCPT TO command)
        suspend soft 5.1.1 | 550 5.1.1 <a@example.com>: Mailbox temporarily unavailable, try later (in reply to RCPT TO command)
        suspend soft 5.1.1 | 550 5.1.1 Recipient temporarily disabled by administrator (in reply to RCPT TO command)
        suspend soft 5.1.1 | 550 5.1.1 Recipient mailbox has been placed on hold by administrator (in reply to RCPT TO command)
        system-error soft 5.1.1 | 550 5.1.1 Internal LDAP lookup failure (in reply to RCPT TO command)
        no-relaying soft 5.7.1 | 551 This mail server does not relay for example.com. User not local
        undefined soft 5.0.0 | The message that you sent was undeliverable to the following
        security-error soft 5.7.1 | 550 5.7.1 this mailbox does not accept mail without DKIM (in reply to RCPT TO command)
        system-error soft 4.3.0 | 451 4.3.0 user lookup failed: LDAP server not found
        spam-detected soft 5.6.0 | 550 5.6.0 mail for this user has been deleted as spam
        network-error soft 4.4.3 | Host or domain name not found. Name service error for name=example.com type=MX: Host not found, try again (4.4.3)
        network-error soft 4.4.3 | Host or domain name not found. Name service error for name=example.com type=A: Host not found, try again (4.4.3)
        rejected soft 5.1.8 | 550-Verification failed for <a@example.org>\r\n550-The mail server could not deliver mail to a@example.org.  The account or domain may not exist, they may be blacklisted, or missing the proper dns entries.\r\n550 Sender verify failed
        rejected soft 5.1.8 | 550-Verification failed for <a@example.org>\r\n550-No Such Domain Here\r\n550 Sender verify failed
        rejected soft 5.1.8 | 550-Verification failed for <a@example.org>\r\n550-Called:   192.0.2.1\r\n550-Sent:     RCPT TO:<a@example.org>\r\n550-Response: 550 No such mailbox here\r\n550 Sender verify failed
        rejected soft 5.1.1 | 550 <a@example.org>: Sender address rejected: undeliverable address: host mx.example.org[192.0.2.1] said: 550 5.1.1 <a@example.org>: Recipient address rejected: User unknown in virtual mailbox table (in reply to RCPT TO command)
        rejected soft 5.1.7 | 553 5.1.7 The sender address is not valid
        rejected soft 5.1.8 | 553 5.1.8 Sender address is invalid
        rejected soft 5.1.8 | 550 From address is not a valid address
        rejected soft 5.1.8 | 550 Return path mailbox does not exist
        rejected soft 5.1.8 | 550 The address of the sender does not exist
        rejected soft 5.1.7 | 501 5.1.7 Invalid address
        rejected soft 5.1.8 | 553 5.1.8 unknown domain example.org
        rejected soft 5.7.1 | 550 5.7.1 Sender's domain not found
        rejected soft 5.1.8 | 553 5.1.8 <a@example.org>... Domain of sender address a@example.org does not exist
        rejected soft 5.7.1 | 553 5.7.1 sorry, your envelope sender is in my badmailfrom list
        blocked soft 5.7.1 | 554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: host not found
        blocked soft 5.7.1 | 550 5.7.1 <mx.example.org>: Helo command rejected: Host not found
        blocked soft 5.7.1 | 550 5.7.1 HELO invalid: host unknown
        blocked soft 5.7.1 | 550 HELO name is not valid: host not found
        rejected soft 5.7.1 | 550 5.7.1 this address does not accept mail from outside the organization
        rejected soft 5.7.1 | 550 5.7.1 This user does not accept mail from unauthenticated senders
        rejected soft 5.7.1 | 550 5.7.1 group does not accept mail from non-members
        rejected soft 5.7.1 | 550 5.7.1 mailbox does not accept email from unknown senders
        network-error soft 4.4.0 | 451 Could not verify recipient: user unknown or lookup timed out
        too-many-conn soft 5.1.1 | 550 5.1.1 mailbox unavailable: too many invalid recipients from your host
        """

    /// Near to those, and yet about the recipient.
    static let recipients = """
        host-unknown hard 5.4.4 | Host or domain name not found. Name service error for name=example.com type=A: Host not found (5.4.4)
        user-unknown hard 5.1.1 | 550 5.1.1 <a@example.com>: Recipient address rejected: undeliverable address: host mx.example.com[192.0.2.1] said: 550 5.1.1 User unknown
        user-unknown hard 5.1.1 | 550 5.1.1 The recipient address is not valid
        user-unknown hard 5.1.1 | 550 5.1.1 Returned to sender: user unknown
        user-unknown hard 5.1.1 | 550 The mail is returned to the sender. Address is not valid
        user-unknown hard 5.1.1 | 550 Sender address: b@example.org; recipient: a@example.com; mailbox does not exist
        user-unknown hard 5.1.1 | 550 Sender verification skipped. No such user here
        host-unknown hard 5.1.2 | 550 5.1.2 <a@example.com>... Host unknown (Name server: example.com: host not found)
        user-unknown hard 5.1.1 | 550 5.1.1 invalid recipient, after too many invalid recipients we hang up
        not-accept hard 5.1.10 | 556 5.1.10 Recipient address has null MX, example.com does not accept mail
        not-accept hard 5.7.27 | 550 5.7.27 Host does not accept mail
        user-unknown hard 5.1.1 | HELO mx.example.org 250 ok MAIL FROM:<b@example.org> 250 sender ok RCPT TO:<a@example.com> 550 5.1.1 no such user
        """
}
