extension ReasonCases {
    /// Providers and gateways, by their published lists.
    static let providers = """
        user-unknown hard 5.1.10 | 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient a@example.com not found by SMTP address lookup
        user-unknown hard 5.1.1 | 550 5.1.1 RESOLVER.ADR.RecipNotFound; not found
        user-unknown hard 5.4.1 | 550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [x.prod.protection.outlook.com]
        rejected soft 5.4.1 | 550 5.4.1 All recipient addresses rejected : Access denied [x.prod.protection.outlook.com]
        user-unknown hard 5.1.1 | 550 Requested action not taken: mailbox unavailable (-2147467259:3030:-2147467259)
        user-unknown hard 5.5.0 | 550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302). [x.prod.protection.outlook.com]
        mailbox-full soft 5.2.2 | 554 5.2.2 mailbox full; STOREDRV.Deliver; mailbox full [x.outlook.com]
        mailbox-full soft 5.2.122 | 550 5.2.122 The recipient's mailbox is over quota [outlook.com]
        auth-failure soft 5.7.509 | 550 5.7.509 Access denied, sending domain [EXAMPLE.COM] does not pass DMARC verification and has a DMARC policy of reject. [x.prod.outlook.com]
        auth-failure soft 5.7.515 | 550 5.7.515 Access denied, sending domain EXAMPLE.COM does not meet the required authentication level. [x.prod.outlook.com]
        auth-failure soft 5.7.23 | 550 5.7.23 The message was rejected because of Sender Policy Framework violation [outlook.com]
        blocked soft 5.7.606 | 550 5.7.606 Access denied, banned sending IP [192.0.2.1]. To request removal from this list please visit https://sender.office.com/ [x.outlook.com]
        blocked soft 5.7.511 | 550 5.7.511 Access denied, banned sender[192.0.2.1]. To request removal from this list please forward this message to delist@microsoft.com. [outlook.com]
        blocked soft 5.7.1 | 550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150). [x.prod.protection.outlook.com]
        blocked soft 5.7.1 | 550 SC-001 (COL0-MC1-F1) Unfortunately, messages from 192.0.2.1 weren't sent. Please contact your Internet service provider since part of their network is on our block list.
        blocked soft 5.7.1 | 550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using FBLW15; To request removal from this list please forward this message to delist@messaging.microsoft.com
        bad-reputation soft 4.7.650 | 451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation. (S3113) [x.prod.outlook.com]
        security-error soft 5.7.57 | 530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM [x.outlook.com]
        security-error soft 5.7.60 | 550 5.7.60 SMTP; Client does not have permissions to send as this sender
        filtered soft 5.7.124 | 550 5.7.124 RESOLVER.RST.SenderNotInAllowedSendersList; sender is not in the allowed-senders list [outlook.com]
        filtered soft 5.7.133 | 550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed because the sender was not authenticated when sending to this group
        host-unknown hard 5.4.310 | 550 5.4.310 DNS domain example.org does not exist [Message=InfoDomainNonexistent] [outlook.com]
        expired soft 4.4.7 | 550 4.4.7 QUEUE.Expired; message expired
        expired soft 5.4.300 | 550 5.4.300 Message expired -> 421 4.4.1 Connection timed out [outlook.com]
        network-error soft 5.4.14 | 554 5.4.14 Hop count exceeded - possible mail loop ATTR1 [x.outlook.com]
        network-error soft 4.4.316 | 450 4.4.316 Connection refused [Message=Socket error code 10061] [outlook.com]
        too-many-conn soft 4.3.2 | 432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded; concurrent connections limit exceeded
        exceed-limit soft 5.2.3 | 550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient
        mesg-too-big soft 5.3.4 | 552 5.3.4 Message size exceeds fixed maximum message size [outlook.com]
        suspend soft 5.2.1 | 550 5.2.1 The email account that you tried to reach is inactive. For more information, please visit https://support.google.com/mail/?p=InactiveUser - gsmtp
        mailbox-full soft 5.2.2 | 552-5.2.2 The recipient's inbox is out of storage space. Please direct the\r\n552-5.2.2 recipient to\r\n552 5.2.2 https://support.google.com/mail/?p=OverQuotaPerm - gsmtp
        speeding soft 5.2.1 | 550-5.2.1 The user you are trying to contact is receiving mail at a rate that\r\n550-5.2.1 prevents additional messages from being delivered. - gsmtp
        speeding soft 4.2.1 | 450-4.2.1 The user you are trying to contact is receiving mail too quickly. - gsmtp
        auth-failure soft 5.7.26 | 550-5.7.26 Unauthenticated email from example.com is not accepted due to domain's\r\n550-5.7.26 DMARC policy. - gsmtp
        auth-failure soft 5.7.26 | 550-5.7.26 The MAIL FROM domain [example.com] has an SPF record with a hard fail\r\n550-5.7.26 policy (-all) but it fails to pass SPF checks - gsmtp
        auth-failure soft 5.7.26 | 550-5.7.26 Your email has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM. - gsmtp
        require-ptr soft 5.7.25 | 550-5.7.25 [192.0.2.1] The IP address sending this message does not have a PTR record setup, or the corresponding forward DNS entry does not match the sending IP. - gsmtp
        bad-reputation soft 5.7.1 | 550-5.7.1 [192.0.2.1] Our system has detected that this message is\r\n550-5.7.1 likely suspicious due to the very low reputation of the sending IP\r\n550-5.7.1 address. - gsmtp
        spam-detected soft 5.7.1 | 550-5.7.1 Our system has detected that this message is likely unsolicited mail. To reduce the amount of spam sent to Gmail, this message has been blocked. - gsmtp
        not-compliant-rfc soft 5.7.1 | 550-5.7.1 This message is not RFC 5322 compliant. There are multiple Subject headers. - gsmtp
        blocked soft 4.7.0 | 421-4.7.0 IP not in whitelist for RCPT domain, closing connection. - gsmtp
        virus-detected soft 5.7.0 | 552-5.7.0 This message was blocked because its content presents a potential security issue. https://support.google.com/mail/?p=BlockedMessage - gsmtp
        failed-starttls soft 5.7.10 | 500 Remote server does not support TLS (state 6). support.google.com
        network-error soft 5.4.0 | DNS Error: 16578478 DNS type 'mx' lookup of example.org responded with code NXDOMAIN Domain name not found: example.org
        not-accept hard 5.1.10 | DNS Error: 24275403 DNS type 'mx' lookup of example.org responded with code NOERROR The domain example.org doesn't receive email according to the administrator: returned Null MX
        expired soft 5.4.7 | The recipient server did not accept our requests to connect. Learn more at https://support.google.com/mail/answer/7720 [example.org 192.0.2.1: timed out]
        bad-reputation soft 4.7.0 | 421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes
        policy-violation soft 5.7.9 | 554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes
        user-unknown hard 5.1.1 | 554 delivery error: dd This user doesn't have a yahoo.com account (a@yahoo.com) [0] - mta1061.mail.ne1.yahoo.com
        user-unknown hard 5.1.1 | 552 1 Requested mail action aborted, mailbox not found
        suspend soft 5.2.1 | 554 delivery error: dd Sorry your message to a@yahoo.com cannot be delivered. This account has been disabled or discontinued [#102]. - mta1.mail.yahoo.com
        has-moved hard 5.1.6 | 550 5.1.6 recipient no longer on server: a@icloud.com
        mailbox-full soft 5.2.2 | 552 5.2.2 <a@icloud.com>: user is over quota
        auth-failure soft 5.7.1 | 554 5.7.1 Your message was rejected due to example.com's DMARC policy. See https://support.apple.com/en-us/HT204137 for info
        spam-detected soft 5.7.1 | 554 5.7.1 [HM07] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137
        blocked soft 5.1.0 | 550 5.1.0 <a@example.com> sender rejected. Refer to Error Codes section at https://www.cox.com/residential/support/email-error-codes.html AUP#CDRBL
        too-many-conn soft 5.1.0 | 550 5.1.0 <a@example.com> sender rejected. Please see https://www.spectrum.net/support/internet/understanding-email-error-codes for more information. AUP#In-1310
        auth-failure soft 5.7.26 | 550 DMARC check failed. http://service.mail.qq.com/cgi-bin/help?subtype=1&&no=1001508&&id=16.
        too-many-conn soft 5.4.5 | 550 Ip frequency limited [Q1YzZ3kxdnRYYnpk IP 192.0.2.1]. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000725
        user-unknown hard 5.1.1 | 550 Mailbox not found. http://service.mail.qq.com/cgi-bin/help?subtype=1&&no=1000728&&id=20022
        suspend soft 5.2.1 | 550 Mailbox unavailable or access denied [http://service.mail.qq.com/cgi-bin/help]
        spam-detected soft 5.2.0 | 550 5.2.0 Mail rejete. Mail rejected. ofr_506 [506]
        user-unknown hard 5.1.1 | 550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]
        suspend soft 5.5.0 | 550 5.5.0 Le compte du destinataire est bloque. The recipient account is blocked. LPN007_426
        blocked soft 5.7.1 | 550 mwinf5c04 ME Adresse IP source bloquee pour incident de spam. Client host blocked for spamming issues. OFR006_102 Ref http://csi.cloudmark.com/reset-request/?ip=192.0.2.1 [102]
        mailbox-full soft 5.1.1 | 552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]
        too-many-conn soft 4.4.5 | 421 mwinf5c04 ME Trop de connexions, veuillez verifier votre configuration. Too many connections, slow down. OFR_109 [109]
        user-unknown hard 5.1.1 | 550 5.1.1 RCP-P1 http://postmaster.facebook.com/response_codes?ip=192.0.2.1#rcp Recipient address does not exist
        filtered soft 5.1.1 | 550 5.1.1 RCP-P3 http://postmaster.facebook.com/response_codes#rcp Not allowed
        policy-violation soft 5.7.1 | 554 Host network not allowed - https://community.mimecast.com/docs/DOC-1369#554 [z7qZw5BPd1zlDYHka4589ru.us222]
        virus-detected soft 5.7.1 | 554 email rejected due to security policies - MCSpamSignature.sa.2.2 mimecast.com
        user-unknown hard 5.1.1 | 550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550 [abc]
        blocked soft 5.7.1 | 553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list; see http://postmaster.yahoo.com/550-bl23.html
        require-ptr soft 5.7.25 | 554-mail.com (mxgmxus002) Nemesis ESMTP Service not available\r\n554-No SMTP service\r\n554-Bad DNS PTR resource record.\r\n554 For explanation visit http://postmaster.gmx.com/en/error-messages?ip=192.0.2.1&c=rdns
        blocked soft 5.7.1 | 554-gmx.net (mxgmx010) Nemesis ESMTP Service not available\r\n554-No SMTP service\r\n554-IP address is black listed.\r\n554 For explanation visit https://postmaster.gmx.net/en/error-messages?ip=192.0.2.1&c=bl
        user-unknown hard 5.1.1 | 550 Requested action not taken: mailbox unavailable\r\nFor explanation visit https://postmaster.web.de
        spam-detected soft 5.7.1 | 550 spam message rejected. Please visit http://help.mail.ru/notspam-support/id?c=x or report details to abuse@corp.mail.ru.
        user-unknown hard 5.1.1 | 550 Message was not accepted -- invalid mailbox. Local mailbox a@mail.ru is unavailable: user not found
        suspend soft 5.2.1 | 550 Message was not accepted -- invalid mailbox. Local mailbox a@mail.ru is unavailable: account is disabled
        auth-failure soft 5.7.1 | 550 5.7.1 This message was not accepted due to domain (example.com) owner DMARC policy (RFC 7489) https://help.mail.ru/mail-help/postmaster/dmarc
        spam-detected soft 5.7.1 | 554 5.7.1 Message rejected under suspicion of SPAM; https://ya.cc/1IrBc yandex.ru
        user-unknown hard 5.7.1 | 550 5.7.1 No such user! mxfront.mail.yandex.net
        spam-detected soft 5.7.1 | 554 DT:SPM 163 mx1,xxx,http://mail.163.com/help/help_spam_16.htm?ip=192.0.2.1
        too-many-conn soft 5.4.5 | 550 MI:CEL RP:RCL 163 mx5 http://mail.163.com/help/help_spam_16.htm
        user-unknown hard 5.1.1 | 550 User not found: a@163.com
        blocked soft 5.7.1 | 554 mx.secureserver.net bizsmtp IB110. Connection refused. 192.0.2.1 is not allowed to connect. See http://x.secureserver.net/ Error: IB110
        user-unknown hard 5.1.1 | 550 5.1.1 <a@example.com> Recipient not found. http://x.co/irbounce secureserver.net
        blocked soft 5.7.1 | 554 resimta-ch2-01v.sys.comcast.net comcast 192.0.2.1 Comcast block for spam. Please see http://postmaster.comcast.net/smtp-error-codes.php#BL000000
        require-ptr soft 4.7.25 | 421 resimta-po-17v.sys.comcast.net comcast Reverse DNS failure. Try again later. http://postmaster.comcast.net/smtp-error-codes.php#RU000000
        blocked soft 5.7.1 | 554 IP=192.0.2.1 - A problem occurred. (Ask your postmaster for help or to contact tosa@rx.t-online.de to clarify.) (BL)
        user-unknown hard 5.1.1 | 550 5.1.1 user unknown
        user-unknown hard 5.1.1 | 550 <a@au.com>: User unknown
        mailbox-full soft 5.2.2 | Your mail sent on: Thu, 29 Apr 2013 00:00:00 +0900 Could not be delivered to: <a@dion.ne.jp> As their mailbox is full.
        suspend soft 5.2.1 | The user(s) account is disabled. <a@ezweb.ne.jp>: 550 user unknown (in reply to RCPT TO command)
        expired soft 5.4.7 | Your message was not delivered within 0 days and 1 hours. Remote host is not responding.
        auth-failure soft 5.7.1 | 550 5.7.1 Email rejected per DMARC policy for example.com smtpin.zoho.com
        spam-detected soft 5.7.1 | 550 permanent failure for one or more recipients (a@example.com:blocked) barracudanetworks.com
        blocked soft 5.7.1 | 554 Service unavailable; Client host [192.0.2.1] blocked using Barracuda Reputation; http://www.barracudanetworks.com/reputation/?r=1&ip=192.0.2.1
        security-error soft 5.7.1 | 554 Message rejected: Email address is not verified. The following identities failed the check in region US-EAST-1: a@example.com
        too-many-conn soft 4.4.5 | 454 Throttling failure: Maximum sending rate exceeded.
        too-many-conn soft 4.4.5 | 454 Throttling failure: Daily message quota exceeded.
        filtered soft 4.7.1 | 450 Requested mail action not taken: mailbox unavailable [x.prod.protection.outlook.com]
        suspend soft 5.2.1 | 550 5.2.1 Mailbox unavailable: this account has been disabled [x.prod.protection.outlook.com]
        network-error soft 4.4.312 | 450 4.4.312 DNS query failed with error ErrorRetry [x.prod.protection.outlook.com]
        failed-starttls soft 4.7.322 | 450 4.7.322 certificate-expired: Destination mail server's certificate is expired. [x.prod.protection.outlook.com]
        speeding soft 5.2.122 | 550 5.2.122 The recipient has exceeded their limit for the number of messages they can receive per hour. [outlook.com]
        too-many-conn soft 4.7.500 | 450 4.7.500 Server busy. Please try again later from [192.0.2.1]. (AS761) [x.prod.protection.outlook.com]
        system-error soft 4.3.2 | 432 4.3.2 STOREDRV.Deliver; dynamic mailbox database throttling limit exceeded [x.outlook.com]
        require-ptr soft 4.7.1 | 421 4.7.1 : (DNS:NR) http://postmaster.info.aol.com/errors/421dnsnr.html
        blocked soft 5.7.1 | 554 5.7.1 : (RTR:BL) http://postmaster.info.aol.com/errors/554rtrbl.html
        rejected soft 5.1.8 | 550-Requested action not taken: mailbox unavailable 550-Invalid DNS MX or A/AAAA resource record. 550 For explanation visit https://postmaster.gmx.net/en/case?c=r0502
        speeding soft 4.7.28 | 450-Requested mail action not taken: mailbox unavailable 450-Mail send limit exceeded. 450 For explanation visit https://postmaster.gmx.net/en/case
        speeding soft 5.4.6 | 550 5.4.6 Unusual sending activity detected. Please try after sometime. https://www.zoho.com/mail/help
        security-error soft 5.7.1 | 535 Authentication not allowed on IBSMTP Servers. IB401 secureserver.net
        """

    /// Other languages.
    static let languages = """
        user-unknown hard 5.1.1 | 550 5.1.1 Benutzer unbekannt
        user-unknown hard 5.1.1 | anna wurde bei example.com nicht gefunden.
        user-unknown hard 5.1.1 | Raison : L'adresse du destinataire n'existe pas.
        user-unknown hard 5.1.1 | L'adresse e-mail saisie est introuvable.
        user-unknown hard 5.1.1 | O endereço de email que introduziu não foi encontrado.
        user-unknown hard 5.1.1 | L'indirizzo di posta elettronica immesso non è stato trovato.
        user-unknown hard 5.1.1 | Nie znaleziono wprowadzonego adresu e-mail.
        user-unknown hard 5.1.1 | Введенный адрес электронной почты не найден.
        user-unknown hard 5.1.1 | 550 找不到使用者
        user-unknown hard 5.1.1 | 找不到您输入的电子邮件地址。
        mailbox-full soft 5.2.2 | A caixa postal do destinatário está cheia.
        mailbox-full soft 5.2.2 | Het postvak van de geadresseerde is vol en kan momenteel geen berichten accepteren.
        rejected soft 5.1.8 | Die Adresse des Absenders wurde nicht gefunden.
        rejected soft 5.1.8 | L'adresse de l'expéditeur est introuvable.
        rejected soft 5.1.8 | L'indirizzo del mittente non è stato trovato.
        rejected soft 5.1.8 | O endereço do remetente não foi encontrado.
        rejected soft 5.1.8 | 550 发件人地址不存在
        spam-detected soft 5.7.1 | 554 DT:SPM 163 smtp3,DcmowAC3vM2Qx5ln
        virus-detected soft 5.7.1 | 550 5.7.1 Virus Eicar found in message
        virus-detected soft 5.7.1 | 554 5.7.1 rejected, found virus: Eicar-Test-Signature
        user-unknown hard 5.1.1 | Der Empfänger ist unbekannt
        user-unknown hard 5.1.1 | Die Adresse wurde nicht gefunden
        user-unknown hard 5.1.1 | 550 Dieses Postfach existiert nicht
        user-unknown hard 5.1.1 | 550 Utilisateur inconnu
        user-unknown hard 5.1.1 | L’utilisateur n’existe pas
        user-unknown hard 5.1.1 | 550 Boîte aux lettres inexistante
        user-unknown hard 5.1.1 | 550 Usuario desconocido
        user-unknown hard 5.1.1 | La dirección no existe
        user-unknown hard 5.1.1 | 550 Usuário inexistente
        user-unknown hard 5.1.1 | 550 Caixa postal não existe
        user-unknown hard 5.1.1 | 550 Utente sconosciuto
        user-unknown hard 5.1.1 | Casella di posta inesistente
        user-unknown hard 5.1.1 | 550 Gebruiker onbekend
        user-unknown hard 5.1.1 | Het adres bestaat niet
        user-unknown hard 5.1.1 | Nieznany użytkownik
        user-unknown hard 5.1.1 | 550 Пользователь не найден
        user-unknown hard 5.1.1 | НЕТ ТАКОГО ПОЛЬЗОВАТЕЛЯ
        user-unknown hard 5.1.1 | 送信先メールアドレスが見つかりません アドレスが見つかりません
        user-unknown hard 5.1.1 | 宛先不明
        user-unknown hard 5.1.1 | 550 用户不存在
        user-unknown hard 5.1.1 | 收件人不存在
        user-unknown hard 5.1.1 | 查無此人
        mailbox-full soft 5.2.2 | Das Postfach ist voll
        mailbox-full soft 5.2.2 | 552 Boîte pleine
        mailbox-full soft 5.2.2 | QUOTA DÉPASSÉ
        mailbox-full soft 5.2.2 | 552 Buzón lleno
        mailbox-full soft 5.2.2 | Caixa postal cheia
        mailbox-full soft 5.2.2 | Casella piena
        mailbox-full soft 5.2.2 | Postvak is vol
        mailbox-full soft 5.2.2 | Skrzynka jest pełna
        mailbox-full soft 5.2.2 | Почтовый ящик переполнен
        mailbox-full soft 5.2.2 | メールボックスがいっぱいです
        mailbox-full soft 5.2.2 | 552 邮箱已满
        host-unknown hard 5.1.2 | Unbekannte Domain
        host-unknown hard 5.1.2 | Domaine inconnu
        host-unknown hard 5.1.2 | El dominio no existe
        host-unknown hard 5.1.2 | Домен не найден
        host-unknown hard 5.1.2 | ドメインが存在しません
        host-unknown hard 5.1.2 | 域名不存在
        suspend soft 5.2.1 | Das Konto ist gesperrt
        suspend soft 5.2.1 | Compte désactivé
        suspend soft 5.2.1 | Cuenta suspendida
        suspend soft 5.2.1 | Ящик заблокирован
        suspend soft 5.2.1 | 邮箱被冻结
        spam-detected soft 5.7.1 | Als Spam erkannt
        spam-detected soft 5.7.1 | Considéré comme spam
        spam-detected soft 5.7.1 | 554 垃圾邮件
        spam-detected soft 5.7.1 | 迷惑メールと判定されました
        mesg-too-big soft 5.3.4 | Die Nachricht ist zu groß
        mesg-too-big soft 5.3.4 | Message trop volumineux
        mesg-too-big soft 5.3.4 | El mensaje es demasiado grande
        mesg-too-big soft 5.3.4 | Сообщение слишком большое
        expired soft 5.4.7 | Zeitüberschreitung beim Verbindungsaufbau
        expired soft 5.4.7 | Délai dépassé
        expired soft 5.4.7 | タイムアウト
        virus-detected soft 5.7.1 | Die Nachricht enthält einen Virus
        virus-detected soft 5.7.1 | ウイルスが検出されました
        blocked soft 5.7.1 | Ваш IP в черном списке
        """

    /// Clear words beat the code, both ways.
    static let contrary = """
        user-unknown hard 5.7.1 | 550 5.7.1 No such user
        user-unknown hard 4.3.0 | 450 4.3.0 user does not exist
        user-unknown hard 5.2.2 | 550 5.2.2 no such mailbox
        mailbox-full soft 5.1.1 | 550 5.1.1 user is over quota
        mailbox-full soft 5.2.2 | 5.1.0 - Unknown address error 550-'5.2.2 <a@example.com>... Mailbox Full' (delivery attempts: 0)
        blocked soft 5.1.1 | 550 5.1.1 <a@example.com>: rejected, listed at zen.spamhaus.org
        blocked soft 5.1.1 | 550 5.1.1 your mail server is on our blacklist, invalid sender
        spam-detected soft 5.1.1 | 550 5.1.1 message rejected as spam
        auth-failure soft 5.1.1 | 550 5.1.1 rejected by DMARC policy
        require-ptr soft 5.1.1 | 550 5.1.1 no reverse DNS for your address
        host-unknown hard 5.3.0 | 554 5.3.0 domain does not exist
        suspend soft 5.1.1 | 550 5.1.1 The account has been suspended
        no-relaying soft 5.1.1 | 550 5.1.1 relaying denied
        virus-detected soft 5.2.2 | 552 5.2.2 virus detected
        """

    /// The code alone, in words that say nothing.
    static let codes = """
        user-unknown hard 5.1.1 | 550 5.1.1 failed
        host-unknown hard 5.1.2 | 550 5.1.2 failed
        user-unknown hard 5.1.3 | 550 5.1.3 failed
        has-moved hard 5.1.6 | 550 5.1.6 failed
        rejected soft 5.1.7 | 550 5.1.7 failed
        rejected soft 5.1.8 | 550 5.1.8 failed
        not-accept hard 5.1.10 | 550 5.1.10 failed
        suspend soft 5.2.1 | 550 5.2.1 failed
        mailbox-full soft 5.2.2 | 550 5.2.2 failed
        mailbox-full soft 4.2.2 | 450 4.2.2 failed
        exceed-limit soft 5.2.3 | 550 5.2.3 failed
        system-full soft 4.3.1 | 450 4.3.1 failed
        not-accept hard 5.3.2 | 550 5.3.2 failed
        not-accept soft 4.3.2 | 450 4.3.2 failed
        mesg-too-big soft 5.3.4 | 550 5.3.4 failed
        system-error soft 5.3.5 | 550 5.3.5 failed
        expired soft 4.4.1 | 450 4.4.1 failed
        network-error soft 4.4.2 | 450 4.4.2 failed
        host-unknown hard 5.4.4 | 550 5.4.4 failed
        network-error soft 5.4.6 | 550 5.4.6 failed
        expired soft 4.4.7 | 450 4.4.7 failed
        too-many-conn soft 4.5.3 | 450 4.5.3 failed
        content-error soft 5.6.3 | 550 5.6.3 failed
        security-error soft 5.7.0 | 550 5.7.0 failed
        security-error soft 5.7.1 | 550 5.7.1 failed
        failed-starttls soft 5.7.10 | 550 5.7.10 failed
        suspend soft 5.7.13 | 550 5.7.13 failed
        auth-failure soft 5.7.20 | 550 5.7.20 failed
        auth-failure soft 5.7.23 | 550 5.7.23 failed
        require-ptr soft 5.7.25 | 550 5.7.25 failed
        auth-failure soft 5.7.26 | 550 5.7.26 failed
        rejected soft 5.7.27 | 550 5.7.27 failed
        mailbox-full soft 5.2.2 | 552 failed
        syntax-error soft 5.5.2 | 501 failed
        not-accept hard 5.1.10 | 556 failed
        """

    struct Case: Sendable, CustomStringConvertible {
        let reason: String, classification: String, status: String, diagnostic: String
        var description: String { diagnostic }
    }

    /// The rows of a table. A `\\r\\n` in a row is a line end in the diagnostic.
    static func cases(_ table: String) -> [Case] {
        table.split(separator: "\n").compactMap { line in
            guard let bar = line.firstIndex(of: "|") else { return nil }
            let words = line[..<bar].split(separator: " ")
            guard words.count == 3 else { return nil }
            let diagnostic = line[line.index(bar, offsetBy: 2)...]
            return Case(
                reason: String(words[0]), classification: String(words[1]), status: String(words[2]),
                diagnostic: String(diagnostic))
        }
    }
}
