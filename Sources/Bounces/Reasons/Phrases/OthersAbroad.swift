extension Phrases {
    /// What other languages say, apart from unknown users and full mailboxes, which have files of their own.
    static let othersAbroad: [PhraseTable] = [
        PhraseTable(
            .securityError,
            """
            authentification invalide
            authentification requise
            authentifizierung erforderlich
            authentifizierung fehlgeschlagen
            autenticación requerida
            autenticação necessária
            requiere autenticación
            """),
        PhraseTable(
            .blocked,
            """
            incident de spam
            adresse ip source bloquee
            adresse ip bloquée
            adresse ip est bloquée
            ip-adresse ist gesperrt
            ip-adresse gesperrt
            ip-adresse blockiert
            dirección ip bloqueada
            lista negra
            endereço ip bloqueado
            indirizzo ip bloccato
            lista nera
            zwarte lijst
            czarnej liście
            czarna lista
            черный список
            черном списке
            чёрном списке
            заблокирован по ip
            ブラックリスト
            黑名单
            黑名單
            """),
        PhraseTable(
            .requirePTR, .plain,
            """
            dns inverse
            dns inversé
            résolution inverse
            reverser dns
            """),
        PhraseTable(
            .hostUnknown,
            """
            unbekannte domain
            domain unbekannt
            domain nicht gefunden
            domäne nicht gefunden
            domäne existiert nicht
            domaine inconnu
            domaine inexistant
            domaine n'existe pas
            dominio desconocido
            dominio no existe
            dominio inexistente
            dominio no encontrado
            domínio inexistente
            domínio não existe
            domínio não encontrado
            dominio sconosciuto
            dominio non esiste
            dominio non trovato
            domein bestaat niet
            onbekend domein
            domein niet gevonden
            nieznana domena
            domena nie istnieje
            домен не найден
            домен не существует
            домена не существует
            несуществующий домен
            ドメインが見つかりません
            ドメインは存在しません
            ドメインが存在しません
            域名不存在
            找不到域名
            網域不存在
            """),
        PhraseTable(
            .hasMoved,
            """
            neue e-mail-adresse
            neue e-mailadresse
            neue adresse lautet
            a changé d'adresse
            nouvelle adresse
            nueva dirección
            novo endereço
            nuovo indirizzo
            nieuw e-mailadres
            адрес изменился
            メールアドレスが変更
            アドレスを変更
            """),
        PhraseTable(
            .rejected,
            """
            emetteur invalide
            émetteur invalide
            expéditeur invalide
            expéditeur refusé
            expediteur inconnu
            absender abgelehnt
            absenderadresse
            absender unbekannt
            ungültiger absender
            remitente rechazado
            remitente no válido
            remitente desconocido
            remetente rejeitado
            remetente inválido
            mittente rifiutato
            mittente non valido
            afzender geweigerd
            afzender onbekend
            nadawca odrzucony
            адрес отправителя
            отправитель отклонен
            送信者アドレス
            発信者アドレス
            发件人
            寄件者
            """),
        PhraseTable(
            .policyViolation,
            """
            richtlinie
            politique
            políticas
            política de
            beleid
            zasady
            политике
            политикой
            ポリシー
            策略
            """),
        PhraseTable(
            .noRelaying,
            """
            ne relaie pas
            kein relay
            relay verweigert
            weiterleitung verweigert
            retransmisión denegada
            relé negado
            пересылка запрещена
            """),
        PhraseTable(
            .spamDetected,
            """
            werbung
            als spam
            spamverdacht
            comme spam
            considéré comme du spam
            courrier indésirable
            pourriel
            como spam
            correo no deseado
            considerado spam
            come spam
            contiene spam
            als ongewenst
            jako spam
            uznana za spam
            спам
            迷惑メール
            スパム
            垃圾邮件
            垃圾郵件
            스팸
            """),
        PhraseTable(
            .virusDetected, .plain,
            """
            enthält einen virus
            enthält virus
            virus gefunden
            virus détecté
            virus detectado
            contiene un virus
            contém vírus
            vírus detectado
            virus rilevato
            bevat een virus
            zawiera wirusa
            вирус
            ウイルス
            ウィルス
            病毒
            """),
        PhraseTable(
            .mesgTooBig,
            """
            nachricht zu gross
            maximale größe
            größe der nachricht
            zu groß
            message trop gros
            message trop grand
            taille limite du message
            taille du message
            taille maximale
            trop volumineux
            demasiado grande
            tamaño del mensaje
            tamaño máximo
            mensagem muito grande
            tamanho da mensagem
            tamanho máximo
            troppo grande
            dimensione massima
            dimensione del messaggio
            te groot
            za duża
            rozmiar wiadomości
            слишком большой
            слишком большое
            размер письма
            размер сообщения
            превышает максимальный
            メッセージサイズ
            サイズが大きすぎ
            サイズ超過
            サイズの制限
            邮件过大
            邮件太大
            邮件大小
            超过大小
            郵件過大
            郵件太大
            """),
        PhraseTable(
            .suspend,
            """
            boite du destinataire archivee
            boîte du destinataire archivée
            compte du destinataire est bloque
            compte du destinataire est bloqué
            compte désactivé
            compte suspendu
            compte bloqué
            compte inactif
            konto gesperrt
            konto ist gesperrt
            konto deaktiviert
            konto ist deaktiviert
            konto wurde deaktiviert
            postfach gesperrt
            postfach ist gesperrt
            postfach ist deaktiviert
            benutzer gesperrt
            benutzer ist gesperrt
            cuenta suspendida
            cuenta deshabilitada
            cuenta desactivada
            cuenta bloqueada
            cuenta inactiva
            conta suspensa
            conta desativada
            conta bloqueada
            conta inativa
            account disattivato
            account sospeso
            account disabilitato
            casella disabilitata
            casella sospesa
            utente disabilitato
            account is geblokkeerd
            account is uitgeschakeld
            konto zablokowane
            konto zostało zablokowane
            konto jest zablokowane
            konto nieaktywne
            ящик заблокирован
            ящик отключен
            ящик неактивен
            пользователь заблокирован
            аккаунт заблокирован
            учетная запись заблокирована
            учетная запись отключена
            アカウントは無効
            アカウントが無効
            アカウントが停止
            利用停止
            用户已被锁定
            邮箱被禁用
            邮箱已停用
            邮箱被冻结
            邮箱已冻结
            帐号被禁用
            帐号被冻结
            账号被冻结
            帳號已停用
            """),
        PhraseTable(
            .filtered,
            """
            受信拒否
            受信を拒否
            メールを拒否
            拒收
            拒绝接收
            拒絕接收
            """),
        PhraseTable(
            .systemError,
            """
            interner fehler
            systemfehler
            konfigurationsfehler
            vorübergehend nicht verfügbar
            dienst nicht verfügbar
            erreur interne
            erreur système
            erreur de configuration
            service indisponible
            error interno
            error del sistema
            error de configuración
            erro interno
            erro de sistema
            errore interno
            errore di sistema
            interne fout
            systeemfout
            błąd wewnętrzny
            błąd systemu
            внутренняя ошибка
            системная ошибка
            ошибка сервера
            システムエラー
            サーバーエラー
            内部エラー
            系统错误
            内部错误
            服务器错误
            系統錯誤
            """),
        PhraseTable(
            .speeding,
            """
            envoi trop
            trop de messages
            zu viele nachrichten
            zu viele e-mails
            demasiados mensajes
            troppi messaggi
            te veel berichten
            слишком много писем
            слишком часто
            频率
            """),
        PhraseTable(
            .tooManyConn,
            """
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
            连接数
            连接频率
            """),
        PhraseTable(
            .networkError,
            """
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
            .expired, .outcome,
            """
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
            """),
    ]
}
