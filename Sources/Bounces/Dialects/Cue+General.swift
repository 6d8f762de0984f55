extension Cue {
    /// The general case in the languages that notices are written in. One cue a line, lower case.
    ///
    /// Cues of the header begin with the field's name where the field matters: the header is searched as lines like
    /// `subject: failure notice`.
    static let general: [(Cue, StaticString)] = [
        (
            .daemon,
            """
            mailer-daemon
            mailer_daemon
            mailerdaemon
            mail-daemon
            maildaemon
            mdaemon@
            mail delivery s
            mail.delivery
            mail deliver system
            maildelivery
            message delivery s
            email delivery s
            delivery subsystem
            internet mail delivery
            internet mail service
            mail system
            mailsystem
            mail router
            microsoft exchange
            microsoftexchange329e71ec88ae4615bbc36ab6ce41109e@
            content-filter at
            bounce notification
            daemon@
            """
        ),
        (
            .office,
            """
            postmaster
            post_master
            system administrator
            mail administrator
            ndr administrator
            """
        ),
        (
            .bounceSubject,
            """
            subject: undeliver
            subject: non-deliver
            subject: nondeliver
            subject: not delivered
            subject: delivery status notification
            subject: delivery status
            subject: delivery notification
            subject: delivery failure
            subject: delivery_failure
            subject: delivery failed
            subject: delivery error
            subject: delivery problem
            subject: delivery report
            subject: delivery unsuccessful
            subject: failed delivery
            subject: failure delivery
            subject: failure notice
            subject: failure to deliver
            subject: failed mail
            subject: failed to deliver
            subject: permanent delivery failure
            subject: returned mail
            subject: return mail
            subject: returned to sender
            subject: returned email
            subject: returned message
            subject: returning message
            subject: mail delivery fail
            subject: mail delivery problem
            subject: mail delivery error
            subject: mail delivery status
            subject: mail delivery notification
            subject: mail delivery system
            subject: mail failure
            subject: mail failed
            subject: mail could not be delivered
            subject: mail not delivered
            subject: mail undeliverable
            subject: mail system error
            subject: mail error
            subject: mail status report
            subject: message delivery fail
            subject: message not delivered
            subject: message could not be delivered
            subject: message undeliverable
            subject: email delivery fail
            subject: e-mail delivery fail
            subject: bounce
            subject: bounced mail
            subject: could not deliver
            subject: couldn't deliver
            subject: unable to deliver
            subject: unable to send
            subject: cannot deliver
            subject: your message could not be delivered
            subject: your mail could not be delivered
            subject: your message wasn't delivered
            subject: your message was not delivered
            subject: your email could not be delivered
            subject: warning: could not send message
            subject: warning: message
            subject: warning - delayed mail
            subject: rejected
            subject: user unknown
            subject: unknown user
            subject: no such user
            subject: address not found
            subject: dsn:
            subject: ndn:
            subject: ndr:
            subject: notice: mail delivery status
            subject: postfix smtp server: errors
            subject: error sending
            subject: error delivering
            subject: error de entrega
            subject: error en la entrega
            subject: problem delivering your mail
            mail delivery failed
            mail delivery failure
            delivery status notification
            undelivered mail returned
            subject: unzustellbar
            subject: nicht zustellbar
            subject: nachricht nicht zustellbar
            subject: mail konnte nicht
            subject: ihre nachricht konnte nicht
            subject: zustellung fehlgeschlagen
            subject: zustellungsfehler
            subject: benachrichtigung zum übermittlungsstatus
            subject: benachrichtigung zum zustellstatus
            subject: übermittlungsfehler
            subject: non remis
            subject: non distribu
            subject: non délivr
            subject: échec
            subject: echec
            subject: notification d'état de remise
            subject: message non
            subject: courrier non
            subject: rapport de non
            subject: remise impossible
            subject: no se puede entregar
            subject: no se pudo entregar
            subject: no entregado
            subject: no entregable
            subject: correo no entregado
            subject: mensaje no entregado
            subject: mensaje devuelto
            subject: fallo en la entrega
            subject: notificación del estado de entrega
            subject: notificación de estado de entrega
            subject: não é possível entregar
            subject: não entregue
            subject: não foi possível entregar
            subject: falha na entrega
            subject: falha de entrega
            subject: falha ao entregar
            subject: mensagem não entregue
            subject: e-mail não entregue
            subject: notificação de status de entrega
            subject: notificação de falha
            subject: mancato recapito
            subject: mancata consegna
            subject: mancata spedizione
            subject: non recapitabile
            subject: impossibile recapitare
            subject: impossibile consegnare
            subject: messaggio non recapitato
            subject: errore di consegna
            subject: consegna fallita
            subject: avviso di mancat
            subject: notifica sullo stato del recapito
            subject: onbestelbaar
            subject: niet bezorgd
            subject: niet afgeleverd
            subject: bericht niet
            subject: aflevering mislukt
            subject: bezorging mislukt
            subject: niedostarczal
            subject: niedostarczon
            subject: nie dostarczono
            subject: nie można dostarczyć
            subject: zwrot poczty
            subject: błąd dostarcz
            subject: недоставлен
            subject: не доставлен
            subject: не удалось доставить
            subject: ваше сообщение не доставлен
            subject: ошибка доставки
            subject: сообщение не доставлен
            subject: письмо не доставлен
            subject: не удается доставить
            subject: уведомление о невозможности
            subject: 配信不能
            subject: 配信エラー
            subject: 配信できません
            subject: 配送エラー
            subject: 送信エラー
            subject: 送信できません
            subject: 送信失敗
            subject: メール送信エラー
            subject: メールが届きません
            subject: メール配送エラー
            subject: エラーメール
            subject: 未配達
            subject: 不達
            subject: 返送
            subject: 退信
            subject: 系统退信
            subject: 無法投遞
            subject: 无法投递
            subject: 无法送达
            subject: 無法傳送
            subject: 未送达
            subject: 未传递
            subject: 未傳遞
            subject: 邮件投递失败
            subject: 投递失败
            """
        ),
        (
            .delaySubject,
            """
            subject: delayed
            subject: delayed mail
            subject: delivery delayed
            subject: mail delivery delayed
            subject: message delivery delayed
            subject: message delayed
            subject: delivery status notification (delay
            subject: delivery notification: delivery has been delayed
            subject: warning: message
            subject: warning: could not send message for past
            subject: warning - delayed mail
            subject: delivery delay
            subject: temporary delivery
            subject: verzögert
            subject: zustellung verzögert
            subject: remise retardée
            subject: entrega retrasada
            subject: entrega atrasada
            subject: recapito ritardato
            subject: vertraagd
            subject: opóźnion
            still being retried
            """
        ),
        (
            .successSubject,
            """
            subject: delivery status notification (success
            subject: delivery status notification (relay
            subject: successful mail delivery
            subject: delivery notification: delivery has been successful
            subject: delivered:
            subject: relayed:
            subject: expanded:
            subject: relayed mail
            subject: return receipt
            """
        ),
        (
            .humanSubject,
            """
            subject: re:
            subject: re :
            subject: re[
            subject: fw:
            subject: fwd:
            subject: [fwd:
            subject: aw:
            subject: wg:
            subject: antw:
            subject: tr:
            subject: rv:
            subject: sv:
            subject: vs:
            subject: vb:
            subject: odp:
            subject: res:
            subject: enc:
            subject: r:
            subject: i:
            subject: rif:
            subject: ynt:
            subject: ha:
            subject: на:
            subject: отв:
            subject: 回复:
            subject: 回复：
            subject: 转发:
            subject: 转发：
            subject: 答复:
            subject: 答复：
            """
        ),
        (
            .ticket,
            """
            rt-ticket:
            rt-originator:
            x-rt-loop-prevention:
            x-rt-original-encoding:
            x-rt-interface:
            x-managed-by: rt
            x-managed-by: request tracker
            x-otrs-
            x-powered-by: otrs
            x-mailer: otrs
            x-znuny-
            x-powered-by: znuny
            x-mailer: znuny
            x-mailer: zammad
            x-powered-by: zammad
            x-zendesk-
            x-mailer: zendesk
            x-jira-fingerprint:
            x-mailer: osticket
            x-mailer: freshdesk
            x-redmine-
            x-trac-
            x-bugzilla-
            x-mantis-
            x-gitlab-
            x-github-
            x-ticket-id:
            x-ticket-number:
            subject: postfix smtp server: errors from
            subject: postfix smtp client: errors from
            subject: postfix lmtp client: errors from
            """
        ),
        (
            .personalProgram,
            """
            user-agent: mozilla
            user-agent: thunderbird
            user-agent: betterbird
            user-agent: mutt
            user-agent: neomutt
            user-agent: kmail
            user-agent: evolution
            user-agent: k-9 mail
            user-agent: fairemail
            user-agent: gnus
            user-agent: mu4e
            user-agent: notmuch
            user-agent: wanderlust
            user-agent: alpine
            user-agent: roundcube
            user-agent: squirrelmail
            user-agent: horde
            user-agent: internet messaging program
            user-agent: rainloop
            user-agent: snappymail
            user-agent: sogomail
            user-agent: opera mail
            user-agent: microsoft-macoutlook
            user-agent: microsoft-entourage
            x-mailer: apple mail
            x-mailer: iphone mail
            x-mailer: ipad mail
            x-mailer: microsoft outlook
            x-mailer: microsoft office outlook
            x-mailer: microsoft windows live mail
            x-mailer: microsoft windows mail
            x-mailer: microsoft-macoutlook
            x-mailer: mozilla
            x-mailer: evolution
            x-mailer: kmail
            x-mailer: claws mail
            x-mailer: sylpheed
            x-mailer: mutt
            x-mailer: the bat!
            x-mailer: qualcomm
            x-mailer: eudora
            x-mailer: becky!
            x-mailer: foxmail
            x-mailer: yahoomail
            x-mailer: webservice/
            x-mailer: open-xchange
            x-mailer: zimbra
            x-mailer: roundcube
            x-mailer: squirrelmail
            x-mailer: rainloop
            x-mailer: snappymail
            x-mailer: em client
            x-mailer: emclient
            x-mailer: mailmate
            x-mailer: airmail
            x-mailer: postbox
            x-mailer: mew version
            """
        ),
        (
            .autoReply,
            """
            auto-submitted: auto-replied
            auto-submitted: auto_replied
            auto-submitted: auto-reply
            x-autoreply:
            x-autoreply-from:
            x-autorespond:
            x-autoresponder:
            x-auto-reply:
            x-auto-response:
            x-mail-autoreply:
            x-mailer: vacation
            x-vacation:
            precedence: auto_reply
            precedence: auto-reply
            delivered-to: autoresponder
            subject: auto:
            subject: auto reply
            subject: auto-reply
            subject: autoreply
            subject: auto response
            subject: auto-response
            subject: autoresponse
            subject: autorespond
            subject: automatic reply
            subject: automatic response
            subject: automated reply
            subject: automated response
            subject: out of office
            subject: out of the office
            subject: out-of-office
            subject: out of the office autoreply
            subject: ooo:
            subject: i am out of
            subject: i'm out of
            subject: i am away
            subject: i am on vacation
            subject: on vacation
            subject: on leave
            subject: on holiday
            subject: away from my mail
            subject: away from the office
            subject: vacation
            subject: abwesenheit
            subject: abwesend
            subject: automatische antwort
            subject: autom. antwort
            subject: réponse automatique
            subject: reponse automatique
            subject: absence du bureau
            subject: absent du bureau
            subject: message d'absence
            subject: respuesta automática
            subject: respuesta automatica
            subject: fuera de la oficina
            subject: fuera de oficina
            subject: resposta automática
            subject: resposta automatica
            subject: fora do escritório
            subject: ausência
            subject: risposta automatica
            subject: fuori ufficio
            subject: fuori sede
            subject: assenza
            subject: automatisch antwoord
            subject: afwezig
            subject: niet aanwezig
            subject: odpowiedź automatyczna
            subject: automatyczna odpowiedź
            subject: poza biurem
            subject: nieobecno
            subject: автоматический ответ
            subject: автоответ
            subject: вне офиса
            subject: 自動応答
            subject: 自動返信
            subject: 不在
            subject: 自动回复
            subject: 自動回覆
            subject: 自动答复
            subject: 外出
            """
        ),
        (
            .list,
            """
            list-unsubscribe:
            list-id:
            list-post:
            precedence: list
            """
        ),
        (
            .failure,
            """
            could not be delivered
            couldn't be delivered
            cannot be delivered
            can not be delivered
            can't be delivered
            can't be sent
            could not be sent
            could not be reached
            could not deliver
            couldn't deliver
            cannot deliver
            can't deliver
            was not delivered
            wasn't delivered
            were not delivered
            not been delivered
            not be delivered
            was not relayed
            not delivered to
            not able to deliver
            wasn't able to deliver
            unable to deliver
            unable to send
            unable to relay
            unable to be delivered
            undeliverable
            undelivered
            non-delivery
            nondelivery
            delivery failed
            delivery has failed
            delivery failure
            delivery failures
            delivery error
            delivery problem
            delivery attempts
            failed permanently
            failed delivery
            delivery to the following
            deliver your message
            deliver your mail
            delivering your mail
            deliver the mail to
            attempting to deliver
            did not reach
            not receive this message
            returned mail
            returned to sender
            been returned
            being returned
            permanent fatal error
            permanent error
            permanent failure
            has permanent
            following address failed
            following address(es) failed
            following addresses failed
            addresses failed
            message failed
            transaction failed
            failed for the following
            failed to deliver
            failed to reach
            failed address
            failed recipient
            rejected your message
            rejected by
            was rejected
            has been rejected
            were rejected
            was blocked
            blocked by
            was refused
            invalid final delivery userid
            unknown user:
            user unknown
            no such user
            no such recipient
            no such mailbox
            user not found
            recipient not found
            mailbox unavailable
            mailbox is full
            mailbox full
            over quota
            quota exceeded
            quota violation
            unknown address
            invalid recipient
            no valid recipient
            not a valid user
            no longer a valid user
            invalid user address
            incorrectly constructed
            error occurred while
            an error while
            delivery status is listed
            transcript of session follows
            nicht zugestellt
            unzustellbar
            nicht zustellbar
            nicht übermittelt
            nicht ausgeliefert
            zustellung fehlgeschlagen
            zustellung ist fehlgeschlagen
            konnte nicht an
            konnte leider nicht
            fehler bei der zustellung
            nicht erreicht
            n'a pas pu être
            n'a pas pu etre
            n'ont pas pu
            n'a pas été remis
            n'a pas été délivré
            n'a pu être
            pas pu être remis
            pas pu être délivré
            pas pu être distribué
            échec de la remise
            échec de remise
            échec de la distribution
            impossible de remettre
            impossible de délivrer
            impossible d'acheminer
            non remis
            non distribué
            no se pudo entregar
            no se ha podido entregar
            no se puede entregar
            no ha podido ser entregado
            no pudo ser entregado
            no ha sido entregado
            no fue entregado
            no se entregó
            error en la entrega
            fallo en la entrega
            fallo de entrega
            imposible entregar
            imposible de entregar
            não pôde ser entregue
            não pode ser entregue
            não foi possível entregar
            não foi entregue
            não puderam ser entregues
            não é possível entregar
            falha na entrega
            falha ao entregar
            erro na entrega
            impossibile recapitare
            impossibile consegnare
            non è stato possibile recapitare
            non è stato possibile consegnare
            non è stato recapitato
            non è stato consegnato
            non può essere recapitato
            non può essere consegnato
            mancato recapito
            mancata consegna
            kon niet worden
            kan niet worden bezorgd
            kan niet worden afgeleverd
            kunnen niet worden
            niet afgeleverd
            niet bezorgd
            onbestelbaar
            aflevering is mislukt
            bezorging is mislukt
            nie mógł zostać
            nie mogła zostać
            nie może zostać
            nie można dostarczyć
            nie można było dostarczyć
            nie została dostarczona
            nie został dostarczony
            nie udało się dostarczyć
            niedostarczon
            не может быть доставлен
            не может быть отправлен
            не могло быть доставлен
            не было доставлен
            не доставлен
            недоставлен
            не удалось доставить
            не удается доставить
            невозможно доставить
            配信できません
            配送できません
            送信できません
            配達できません
            届けることができません
            届けできません
            届きません
            送信に失敗
            配信に失敗
            配送に失敗
            配信不能
            見つからない
            エラーのため
            无法送达
            전송되지 않았
            전송하지 못
            전송에 실패
            전송 실패
            전송실패
            배달되지 않았
            배달하지 못
            발송 실패
            발송실패
            발송되지 않았
            보내지 못
            반송되었
            반송된 메일
            존재하지 않는 이메일
            존재하지 않는 메일
            无法投递
            无法传递
            无法发送
            未能送达
            投递失败
            发送失败
            無法送達
            無法投遞
            無法傳送
            無法傳遞
            未能送達
            传递失败
            傳遞失敗
            被退回
            退信
            """
        ),
        (
            .delay,
            """
            has been delayed
            have been delayed
            is delayed
            been delayed
            will be retried
            still being retried
            will retry
            be retried
            keep trying
            will continue to try
            continue trying
            will try again
            going to try again
            will be trying
            continue to attempt
            attempts will be made
            will be attempted again
            will reattempt
            still trying
            delivery attempts will continue
            warning message only
            warning only
            not need to resend
            need not resend
            not yet been delivered
            not been delivered yet
            not be delivered yet
            not delivered yet
            not yet delivered
            not been able to deliver your message yet
            temporary error
            temporarily
            delay notification
            wird weiter versucht
            weiterhin versucht
            verzögert
            weitere zustellversuche
            a été retardé
            sera retenté
            nouvelle tentative
            se ha retrasado
            seguirá intentando
            se volverá a intentar
            foi adiada
            está atrasad
            continuará tentando
            è stato ritardato
            verrà ritentat
            is vertraagd
            opnieuw geprobeerd
            zostało opóźnione
            задерж
            отложена
            повторные попытки
            遅延
            再送を
            再送信を試み
            已延迟
            n'a pas encore été
            n'a pas encore pu
            nouvelles tentatives
            est retardé
            est retardée
            continuera d'essayer
            continuera à essayer
            non è ancora stato
            non è ancora stata
            altri tentativi
            ulteriori tentativi
            è in ritardo
            continuerà a tentare
            ainda não pôde
            ainda não foi
            continuaremos a tentar
            continuará a tentar
            novas tentativas
            aún no se ha
            todavía no se ha
            seguiremos intentando
            nuevos intentos
            se seguirá intentando
            kon nog niet
            nog niet worden bezorgd
            nog niet bezorgd
            nog niet afgeleverd
            blijven het proberen
            blijft het proberen
            nie została jeszcze
            nie został jeszcze
            próby będą kontynuowane
            kolejne próby
            ponowne próby
            ещё не доставлен
            еще не доставлен
            попытки доставки будут
            будут продолжены
            будет повторена
            まだ配信されて
            まだ配送されて
            まだ送信されて
            引き続き配信
            引き続き配送
            引き続き送信
            noch nicht zugestellt
            noch nicht ausgeliefert
            versuchen es weiter
            wird erneut versucht
            weitere versuche
            尚未送达
            尚未投递
            将继续尝试
            尚未送達
            已延遲
            继续尝试
            """
        ),
        (
            .final,
            """
            given up
            giving up
            give up
            gave up
            not going to try
            will not be retried
            no longer be retried
            no further attempt
            in the queue too long
            permanent
            permanently
            deleted from queue
            removed from the queue
            retry timeout
            retry time
            message expired
            has expired
            could not be delivered for
            did not receive this message
            last attempt
            has been returned
            being returned
            final delivery status
            endgültig
            dauerhaft
            permanente
            définitive
            définitif
            definitiv
            permanent fatal
            """
        ),
        (
            .success,
            """
            successfully delivered
            was successfully
            been successfully
            successful delivery
            has been delivered
            was delivered to
            were delivered to
            successfully relayed
            was relayed to
            has been relayed
            erfolgreich zugestellt
            """
        ),
        (
            .recipient,
            """
            the following address failed
            the following address(es) failed
            the following addresses failed
            following address(es)
            following addresses
            following address:
            following address had
            address to which your message was addressed
            following recipient(s)
            following recipients
            following recipient
            list of recipients:
            intended recipients:
            these recipients:
            these addresses:
            addresses had
            address(es) had
            not be delivered to:
            not be delivered to
            not delivered to
            not relayed to:
            wasn't delivered to
            could not be delivered to
            couldn't be delivered to
            unable to deliver message to
            unable to deliver your message to
            unable to deliver mail to
            unable to deliver to
            delivering your mail to
            delivering to
            deliver your message to
            deliver message to
            deliver mail to
            deliver this message to
            delivery to:
            delivery to
            your message to
            your mail to
            your email to
            you sent mail to
            the following message to
            failed recipient:
            failed recipient(s):
            failed recipients:
            failed address:
            recipient address:
            recipient:
            recipients:
            recipient(s):
            invalid recipient:
            unknown user:
            unknown address:
            unknown recipient:
            bad recipient:
            user unknown:
            no such user:
            mailbox full:
            delivery userid:
            attempts:
            empfänger:
            an folgende empfänger
            folgende empfänger
            folgenden empfänger
            folgende adresse
            folgende adressen
            destinataire:
            destinataire :
            destinataires suivants
            destinataire suivant
            adresse suivante
            adresses suivantes
            destinatario:
            destinatarios:
            siguientes destinatarios
            siguiente destinatario
            siguiente dirección
            siguientes direcciones
            destinatário:
            destinatários:
            seguintes destinatários
            seguinte destinatário
            seguinte endereço
            seguenti destinatari
            seguente destinatario
            seguente indirizzo
            seguenti indirizzi
            geadresseerde:
            ontvanger:
            volgende ontvanger
            volgende geadresseerde
            volgende adres
            adresat:
            następujących adres
            następujących odbior
            następującego adres
            получател
            адресат
            宛先
            受信者
            あて先
            メールアドレス
            收件人
            收件者
            以下地址
            下列收件人
            """
        ),
        (
            .diagnosis,
            """
            the error that the other server returned was:
            the response from the remote server was:
            the response was:
            error message below:
            error message:
            the reason for the problem:
            the reason given was:
            for the following reason:
            for the following reason(s):
            failure reason:
            server message
            remote server returned
            diagnostic code:
            diagnostic-code:
            diagnostic information
            technical details of permanent failure:
            technical details of temporary failure:
            technical report:
            could not be delivered because of
            reason:
            because:
            grund:
            fehlermeldung:
            raison :
            motivo:
            причина:
            """
        ),
        (
            .contact,
            """
            please contact
            contact
            please send mail to
            assistance
            please forward
            send mail to
            write to
            mail to
            questions
            message sent by
            message was sent by
            report this
            wenden sie sich
            kontaktieren
            contacter
            póngase en contacto
            contacte
            contattare
            neem contact
            連絡
            問い合わせ
            联系
            聯絡
            """
        ),
        (
            .example,
            """
            such as
            e.g., if
            e.g. if
            for example, if
            for example if
            """
        ),
        (
            .origin,
            """
            generated from
            generated by
            expanded from
            originally addressed to
            originally to
            original address
            forwarded from
            forwarded for
            alias of
            """
        ),
        (
            .forwarded,
            """
            begin forwarded message
            forwarded message
            original message from
            weitergeleitete nachricht
            message transféré
            mensaje reenviado
            mensagem encaminhada
            messaggio inoltrato
            doorgestuurd bericht
            """
        ),
        (.transcript, "out: 220 "),
        (
            .away,
            """
            out of the office
            out of office
            on vacation
            on annual leave
            i am away
            i'm away
            will be away
            automatic reply
            automated response
            automatisch generierte antwort
            nicht im büro
            nicht im haus
            bin ich nicht erreichbar
            im urlaub
            absent du bureau
            en congé
            fuera de la oficina
            de vacaciones
            fora do escritório
            de férias
            fuori ufficio
            in ferie
            niet aanwezig
            poza biurem
            на отпуск
            в отпуске
            不在にして
            休暇
            休假
            """
        ),
        (
            .challenge,
            """
            you are a human
            you are human
            you're human
            you are a real person
            you are not a robot
            you are not a spammer
            you're not a spammer
            confirm that you sent
            confirm you sent
            confirm your message
            confirm your mail
            confirm your email
            confirm this message
            confirm the message
            to confirm that this message
            verify that you sent
            verify yourself
            verify your message
            to have it delivered
            to have your message delivered
            to have your email delivered
            to have your mail delivered
            to release your message
            for your message to be delivered
            add yourself to my
            list of approved senders
            my approved senders
            my whitelist
            challenge-response
            challenge/response
            bestätigen sie, dass sie
            damit ihre nachricht zugestellt
            confirmez que vous
            confirmer que vous êtes
            pour que votre message soit
            confirme que usted
            confirme que es
            para que su mensaje sea entregado
            confirme que você
            para que sua mensagem seja
            confermi di essere
            confermare di essere
            bevestig dat u
            potwierdź, że
            подтвердите, что вы
            подтвердить, что вы
            """
        ),
        (
            .lure,
            """
            your mailbox is
            your mailbox has
            your inbox
            your mail box is
            your mail box has
            incoming messages
            incoming message(s)
            incoming mails
            incoming emails
            incoming e-mails
            pending messages
            messages on hold
            messages are on hold
            release messages
            release your messages
            release pending
            verify your account
            verify your mailbox
            verify your email
            validate your account
            validate your mailbox
            upgrade your mailbox
            upgrade your account
            upgrade your storage
            click here
            click to release
            click to retrieve
            click to view
            click to deliver
            click below
            click http
            click the button
            click the link
            click on the link
            you won
            you have won
            claim your
            your package
            your parcel
            your shipment
            ihr postfach ist
            ihr postfach hat
            ihr paket
            ihre sendung
            klicken sie
            votre boîte
            votre colis
            cliquez
            su buzón
            su paquete
            haga clic
            sua caixa de
            seu pacote
            clique aqui
            la tua casella
            la sua casella
            il tuo pacco
            clicca
            uw postvak
            uw mailbox
            uw pakket
            klik hier
            twoja skrzynka
            twoja paczka
            kliknij
            ваш почтовый ящик
            ваша посылка
            нажмите
            """
        ),
    ]

    /// Beginnings of the line that stands before the returned original, leaving out dashes, stars and the like.
    static let separators: [StaticString] = [
        "below this line is a copy",
        "below this line is the original",
        "below is a copy of",
        "below is the original",
        "below is the header",
        "enclosed is a copy",
        "attached is a copy",
        "this is a copy of",
        "included is a copy",
        "a copy of the original message",
        "a copy of your message",
        "copy of the message",
        "copy of your message",
        "original message",
        "original mail",
        "original e-mail",
        "original email",
        "original headers",
        "returned message",
        "returned mail follows",
        "returned text",
        "unsent message",
        "undelivered message",
        "undeliverable message",
        "message headers follow",
        "message header follows",
        "message header",
        "message follows",
        "message text follows",
        "message contents",
        "headers of the original",
        "header of the original",
        "the header of the original",
        "the headers of the original",
        "the original message",
        "the body of the message",
        "the first lines of the",
        "start of returned",
        "start of the original",
        "begin of original",
        "beginning of original",
        "beginning of the original",
        "your original message",
        "your message follows",
        "your message reads",
        "text of the message",
        "text of original",
        "transcript of the original",
        "content-type: message/rfc822",
        "content-type: text/rfc822-headers",
        "ursprüngliche nachricht",
        "originalnachricht",
        "kopie der nachricht",
        "message d'origine",
        "message original",
        "copie du message",
        "mensaje original",
        "encabezados del mensaje",
        "mensagem original",
        "messaggio originale",
        "oorspronkelijk bericht",
        "oryginalna wiadomość",
        "исходное сообщение",
        "元のメッセージ",
        "元のメール",
        "原始邮件",
        "原始郵件",
        "原邮件",
    ]
}
