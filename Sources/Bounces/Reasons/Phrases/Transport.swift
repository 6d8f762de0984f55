extension Phrases {
    /// Too much at once.
    static let rates: [PhraseTable] = [
        PhraseTable(
            .speeding,
            """
            receiving mail at a rate that
            receiving mail too quickly
            receiving mail at too high
            prevents additional messages from being delivered
            p=receivingrate
            please try again slower
            try again slower
            slow down
            sending too fast
            too fast
            too quickly
            throttled
            throttling
            rate limited
            rate limit
            rate-limit
            rate-limited
            ratelimit
            rate limiting
            rate control
            temporarily rate limited
            sending rate
            message rate
            mail rate
            mail flood
            unusual rate
            exceeded the rate
            exceeds rate
            messages per
            emails per
            mails per
            per hour
            per minute
            per day
            too many messages
            too many mails
            too many emails
            too much traffic
            sending limit
            sent too many
            daily limit
            daily quota
            daily sending quota
            hourly limit
            hourly quota
            too frequent
            too frequently
            sending frequency
            frequency limit
            frequency limited
            volume limit
            excessive rate
            excessive volume
            excessive
            envoi trop
            trop de messages
            zu viele nachrichten
            zu viele e-mails
            demasiados mensajes
            troppi messaggi
            te veel berichten
            слишком много писем
            слишком часто
            发送频率
            频率
            """),
        PhraseTable(
            .tooManyConn,
            """
            all available ips are at maximum connection limit
            maximum connection limit
            connection rate limit exceeded
            connection rate limit
            connection rate exceeded
            connection rate
            connection limit
            connection limit exceeded
            connection frequency limited
            connection frequency
            ip frequency limited
            exceeds per-domain connection limit
            exceeded the max emails per hour
            exceeds connection limit
            exceeded connection limit
            exceeded the maximum number of connections
            concurrent connections
            concurrent connections limit exceeded
            concurrency limit
            maximum number of connections
            maximum concurrent
            maximum connections
            maximum sessions
            max connections
            number of connections
            simultaneous connections
            throttling failure: daily message quota exceeded
            throttling failure: maximum sending rate exceeded
            too many connections
            too many concurrent
            too many concurrent smtp connections
            too many simultaneous
            too many smtp sessions
            too many sessions
            too many errors
            too many errors from your ip
            too many failed
            too many bad recipients
            too many invalid recipients
            too many unknown
            too many recipients
            too many rcpt
            too many transactions
            too many requests
            too many addresses
            maximum recipients
            maximum number of recipients
            recipient limit
            recipients limit
            recipients exceeded
            recipient count exceeds
            connections per
            trop de connexions
            trop de destinataires
            zu viele verbindungen
            zu viele empfänger
            demasiadas conexiones
            demasiados destinatarios
            muitas conexões
            muitos destinatários
            troppe connessioni
            troppi destinatari
            te veel verbindingen
            zbyt wiele połączeń
            слишком много соединений
            слишком много подключений
            слишком много получателей
            we have already made numerous attempts to deliver
            连接数
            连接频率
            """),
    ]

    /// No way through to the other host.
    static let network: [PhraseTable] = [
        PhraseTable(
            .networkError,
            """
            could not connect and send the mail to
            dns records for the destination computer could not be found
            dns server returned answer with no data
            dns error
            dns failure
            dns lookup failed
            dns lookup failure
            dns lookup error
            dns timeout
            dns query failed
            dns resolution
            dns temporary
            dns server failure
            domain name lookup failure
            hop count exceeded
            hop count
            host is unreachable
            host unreachable
            host name lookup failure
            host name lookup
            host lookup failed
            host lookup did not complete
            host not found, try again
            host not found (try again)
            name service error for domain
            name service error
            name server timeout
            nameserver error
            mail forwarding loop
            mail loop
            mail loop detected
            mail loops back
            loops back to
            malformed name server reply
            malformed or unexpected name server reply
            malformed * name server reply
            maximum forwarding loop count
            maximum hop count
            maximum number of hops
            message is looping
            message looping
            message loop
            looping
            loop detected
            routing loop
            message probably in a routing loop
            mail routing loop
            network error
            network is unreachable
            network unreachable
            no route to host
            too many hops
            too many forwards
            too many received headers
            too many received
            unable to resolve route
            unable to connect to remote
            unable to route
            cannot route
            could not route
            wasn't able to establish an smtp connection
            unable to establish an smtp connection
            could not establish an smtp connection
            unable to contact
            cannot connect to
            could not connect to
            can't connect to
            couldn't connect to
            failed to connect
            failed to connect to
            connection lost
            lost connection
            connection reset
            connection reset by peer
            connection was dropped
            connection closed
            connection closed by
            connection died
            connection aborted
            connection failed
            connection failure
            connection error
            connection terminated
            connection unexpectedly
            broken pipe
            end of file
            unexpectedly closed
            closed connection
            closed the connection
            remote host closed
            socket error
            smtp connection went away
            temporary dns
            temporary lookup failure
            temporary name resolution
            temporary failure in name resolution
            temporarily unable to resolve
            keine verbindung
            verbindung fehlgeschlagen
            verbindung abgelehnt
            connexion impossible
            connexion refusée
            connexion perdue
            no se pudo conectar
            conexão recusada
            connessione rifiutata
            verbinding verbroken
            не удалось подключиться
            не удалось соединиться
            соединение разорвано
            接続できません
            无法连接
            無法連接
            連線失敗
            """),
        PhraseTable(
            .networkError, .weak,
            """
            name server
            unable to connect
            server unavailable
            unreachable
            not reachable
            """),
    ]

    /// It was tried too long; why it failed each time may stand beside it.
    static let expired: [PhraseTable] = [
        PhraseTable(
            .expired, .outcome,
            """
            connection timed out
            connection timeout
            connect timed out
            connect timeout
            operation timed out
            timed out
            timed out while
            time out
            timeout
            timeout exceeded
            timeout while
            conversation timed out
            conversation with * timed out
            connection refused
            read timeout
            read error
            no response from
            no response
            no answer from host
            not responding
            did not respond
            does not respond
            isn't responding
            is not responding
            is down
            could not find a gateway for
            did not accept our requests to connect
            delivery attempts will continue
            delivery deferred
            delivery delayed
            delivery expired
            delivery incomplete
            delivery time expired
            delivery timed out
            delivery retry timeout
            delivery temporarily suspended
            envelope expired
            failed to deliver to domain
            failed * attempts
            giving up
            giving up after
            gave up
            given up
            has been delayed
            have been failing for a long time
            host failed for a long time
            in the queue too long
            it has not been collected after
            message expired
            message delayed
            message delivery has been delayed
            message has been in the queue
            message timed out
            message will be retried
            will be retried
            maximum queue
            maximum retries
            maximum attempts
            max retry
            retries exceeded
            after multiple retries
            multiple retries
            multiple attempts
            not able to be delivered within
            queue expiration
            queue expired
            queue time
            queue lifetime
            too long in queue
            too old
            undelivered for
            unable to deliver message after
            retry time not reached
            retry timeout exceeded
            retry timeout
            retry limit
            retry later
            try again later
            try later
            temporarily deferred
            temporarily unavailable
            temporarily rejected
            deferred
            was not reachable within
            will continue to try
            will continue trying
            will keep trying
            will try again
            could not be delivered for more than
            could not be delivered for
            was not delivered within
            has not been delivered
            not yet been delivered
            not yet received
            still being attempted
            still trying
            ttl expired
            ttl exceeded
            unable to deliver within
            zeitüberschreitung
            zeitlimit
            wird erneut versucht
            antwortet nicht
            verzögert
            délai dépassé
            délai d'attente
            délai expiré
            ne répond pas
            tiempo de espera
            tiempo agotado
            no responde
            tempo esgotado
            tempo limite
            não responde
            tempo scaduto
            timeout di
            non risponde
            verlopen
            reageert niet
            przekroczono czas
            upłynął limit czasu
            nie odpowiada
            истекло время
            время ожидания
            не отвечает
            превышено время
            タイムアウト
            応答がありません
            応答なし
            期限切れ
            遅延
            超时
            逾時
            没有响应
            延迟
            """)
    ]
}
