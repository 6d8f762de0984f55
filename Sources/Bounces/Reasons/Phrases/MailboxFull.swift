extension Phrases {
    /// The mailbox is full, in English.
    static let mailboxFull: [PhraseTable] = [
        PhraseTable(
            .mailboxFull,
            """
            mailbox full
            mailbox is full
            mailbox * is full
            mailbox was full
            mailbox are full
            mailbox over the quota
            mailbox quota usage exceeded
            mailbox exceeded
            mailbox exceeds
            mailbox has exceeded
            mailbox size limit exceeded
            mailbox size exceeded
            mailbox would exceed
            mailbox too full
            mailbox is too full
            mailbox space exceeded
            mailbox limit exceeded
            mailbox overflow
            mailbox out of space
            mailbox unavailable: quota
            mail box full
            mail box is full
            mail folder is full
            mailfolder is full
            maildir delivery failed: user
            maildir delivery failed: domain
            full mailbox
            inbox is full
            inbox full
            inbox too full
            exceeded mailbox
            user is over their quota
            user has exceeded * quota
            user has exceeded his
            user has too many messages
            user's space has been used up
            user space has been used up
            userdisk quota
            domaindisk quota
            user is out of disk
            user's quota
            recipient's mailbox is over
            recipient's quota
            recipient has exceeded
            recipient exceeded
            """),
        PhraseTable(
            .mailboxFull,
            """
            account is full
            account full
            account has exceeded
            account disabled temporarly for exceeding
            account disabled temporarily for exceeding
            exceeding its mailbox quota
            exceeding their quota
            over quota
            over-quota
            over the allowed quota
            over the maximum allowed
            over allowed quota
            overquota
            out of storage space
            is out of storage
            is over the quota
            is over its quota
            quota exceeded
            quota is exceeded
            quota exceeds
            quota full
            quota is full
            quota violation
            quota reached
            quota limit exceeded
            quota has been exceeded
            quota has been reached
            quota overdrawn
            quotaexceeded
            exceeded quota
            exceeded its quota
            exceeded the quota
            exceeds quota
            exceeds the quota
            exceeded storage
            exceeded email quota
            exceeded his quota
            exceeded his/her quota
            exceeded their quota
            exceeded its disk space
            exceeded its storage
            exceeding quota
            exceeds allowed quota
            exceeds the maximum mailbox size
            disk quota
            diskquota
            storage quota
            storage limit
            storage space exceeded
            storage exceeded
            storage is full
            storage full
            no storage space
            not enough storage space
            insufficient storage space
            not enough disk space for user
            not enough space in mailbox
            does not have enough space
            doesn't have enough space
            doesn't have enough disk space
            no space left in mailbox
            no space left for this user
            no more space in
            full mail box
            mail file size exceeds
            mapiexceptionshutoffquotaexceeded
            storedrv.deliver: mailbox full
            too many messages in
            too many messages on the server
            too much mail
            mailbox has reached its
            has reached its storage
            receiving limits
            """),
        PhraseTable(
            .mailboxFull, .weak,
            """
            quota
            mailbox limit
            insufficient disk space
            not enough disk space
            """),
    ]

    /// The mailbox is full, in other languages.
    static let mailboxFullAbroad: [PhraseTable] = [
        PhraseTable(
            .mailboxFull,
            """
            postfach voll
            postfach ist voll
            postfach des empfängers ist voll
            postfach ist überfüllt
            postfach überfüllt
            mailbox ist voll
            mailbox ist überfüllt
            speicherplatz erschöpft
            speicherplatz überschritten
            kontingent überschritten
            kein speicherplatz
            quota überschritten
            boite pleine
            boîte pleine
            boite aux lettres pleine
            boîte aux lettres pleine
            boite aux lettres est pleine
            boîte aux lettres est pleine
            boite du destinataire pleine
            boîte du destinataire pleine
            boîte de réception est pleine
            boîte aux lettres du destinataire est pleine
            quota dépassé
            quota depasse
            espace insuffisant
            espace de stockage insuffisant
            buzón lleno
            buzon lleno
            buzón está lleno
            buzon esta lleno
            buzón del destinatario está lleno
            buzón de correo lleno
            cuota excedida
            cuota superada
            ha excedido su cuota
            excedido la cuota
            bandeja de entrada está llena
            sobre cuota
            caixa postal cheia
            caixa de correio cheia
            caixa de entrada cheia
            caixa cheia
            caixa postal está cheia
            cota excedida
            quota excedida
            excedeu a quota
            excedeu o limite
            casella piena
            casella postale piena
            casella di posta piena
            casella è piena
            casella e' piena
            casella del destinatario è piena
            cassetta postale è piena
            spazio esaurito
            quota superata
            mailbox vol
            mailbox is vol
            postvak vol
            postvak is vol
            postbus vol
            postbus is vol
            postvak in is vol
            quotum overschreden
            quota overschreden
            skrzynka pełna
            skrzynka jest pełna
            skrzynka przepełniona
            skrzynka odbiorcy jest pełna
            skrzynka pocztowa jest pełna
            przekroczony limit
            przekroczono limit
            przekroczona pojemność
            brak miejsca
            переполнен
            превышена квота
            квота превышена
            превысил квоту
            превышен лимит
            скринька переповнена
            メールボックスがいっぱい
            メールボックスが一杯
            メールボックスの容量
            受信トレイがいっぱい
            受信箱がいっぱい
            容量を超え
            容量が超過
            容量オーバー
            容量不足
            邮箱已满
            邮箱满
            收件箱已满
            空间不足
            超过配额
            超出配额
            信箱已滿
            郵箱已滿
            信箱空間不足
            용량이 초과
            용량 초과
            """)
    ]
}
