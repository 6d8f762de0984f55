extension Phrases {
    /// There is no such mailbox, in other languages.
    static let userUnknownAbroad: [PhraseTable] = [
        // German
        PhraseTable(
            .userUnknown,
            """
            benutzer unbekannt
            teilnehmer existiert nicht
            ukendt bruger
            brugeren findes ikke
            modtageren findes ikke
            modtager findes ikke
            ukendt modtager
            okänd användare
            användaren finns inte
            mottagaren finns inte
            okänd mottagare
            ukjent bruker
            brukeren finnes ikke
            ukjent mottaker
            mottakeren finnes ikke
            tuntematon käyttäjä
            käyttäjää ei ole
            käyttäjää ei löydy
            vastaanottajaa ei ole
            vastaanottajaa ei löydy
            tuntematon vastaanottaja
            neznámý uživatel
            uživatel neexistuje
            uživatel nenalezen
            adresát neexistuje
            příjemce neexistuje
            schránka neexistuje
            neznámý příjemce
            ismeretlen felhasználó
            nem létező felhasználó
            ismeretlen címzett
            nincs ilyen felhasználó
            címzett nem létezik
            utilizator necunoscut
            utilizatorul nu există
            destinatar necunoscut
            destinatarul nu există
            άγνωστος χρήστης
            ο χρήστης δεν υπάρχει
            δεν υπάρχει ο χρήστης
            άγνωστος παραλήπτης
            kullanıcı bulunamadı
            böyle bir kullanıcı yok
            bilinmeyen kullanıcı
            alıcı bulunamadı
            kullanici bulunamadi
            користувач не існує
            користувача не існує
            невідомий користувач
            отримувача не знайдено
            người dùng không tồn tại
            không tìm thấy người dùng
            pengguna tidak ditemukan
            pengguna tidak dikenal
            penerima tidak ditemukan
            utilizador desconhecido
            utilizador não existe
            utilizador inexistente
            la direccion no existe
            direccion no existe
            la cuenta de correo no existe
            nie ma takiego uzytkownika
            nieznany uzytkownik
            uzytkownik nieznany
            adresat nieznany
            nieznany adresat
            存在しないユーザー
            存在しない宛先
            benutzer nicht gefunden
            benutzer existiert nicht
            unbekannter benutzer
            unbekannter empfänger
            unbekannter nutzer
            empfänger unbekannt
            empfaenger unbekannt
            unbekannter empfaenger
            empfaenger ist unbekannt
            empfaenger existiert nicht
            empfänger nicht gefunden
            empfänger existiert nicht
            empfänger ist unbekannt
            empfängeradresse existiert nicht
            empfängeradresse unbekannt
            empfängeradresse ist ungültig
            empfängeradresse ungültig
            ungültige empfängeradresse
            ungültiger empfänger
            adresse existiert nicht
            adresse unbekannt
            adresse nicht gefunden
            adresse * existiert nicht
            adresse * nicht gefunden
            adresse ist ungültig
            adresse ist nicht mehr gültig
            adresse nicht mehr gültig
            adresse ist nicht bekannt
            e-mail-adresse ist unbekannt
            postfach existiert nicht
            postfach nicht gefunden
            postfach nicht vorhanden
            postfach unbekannt
            mailbox existiert nicht
            mailbox unbekannt
            mailbox nicht vorhanden
            kein solcher benutzer
            kein benutzer mit
            keine mailbox
            konto existiert nicht
            konto nicht gefunden
            teilnehmer unbekannt
            wurde nicht gefunden oder ist nicht
            wurde bei * nicht gefunden
            nicht mehr bei uns
            nicht mehr im unternehmen
            nicht mehr für uns tätig
            """),
        // French
        PhraseTable(
            .userUnknown,
            """
            utilisateur inconnu
            utilisateur inexistant
            utilisateur non trouvé
            l'utilisateur n'existe pas
            utilisateur introuvable
            destinataire inconnu
            destinataire inexistant
            destinataire invalide
            destinataire introuvable
            destinataire non trouvé
            le destinataire n'existe pas
            adresse du destinataire n'existe pas
            adresse de messagerie n'existe pas
            adresse électronique n'existe pas
            destinataire est introuvable
            adresse est introuvable
            utilisateur est introuvable
            adresse * est introuvable
            boîte aux lettres est introuvable
            est introuvable à
            adresse inconnue
            adresse inexistante
            adresse invalide
            adresse introuvable
            adresse email invalide
            adresse e-mail invalide
            adresse n'existe pas
            adresse email n'existe pas
            adresse de messagerie * introuvable
            boite inconnue
            boîte inconnue
            boite inexistante
            boîte inexistante
            boite aux lettres inexistante
            boîte aux lettres inexistante
            boite aux lettres introuvable
            boîte aux lettres introuvable
            compte inexistant
            compte inconnu
            compte n'existe pas
            n'a pas été trouvée
            n'a pas pu être trouvée
            ne fait plus partie
            """),
        // Spanish, Portuguese
        PhraseTable(
            .userUnknown,
            """
            usuario desconocido
            usuario no existe
            usuario inexistente
            usuario no encontrado
            usuario no válido
            destinatario desconocido
            destinatario inexistente
            destinatario no existe
            destinatario no encontrado
            destinatario no válido
            dirección desconocida
            dirección inexistente
            dirección no encontrada
            dirección no existe
            dirección de correo * no existe
            dirección de correo no válida
            cuenta no existe
            cuenta inexistente
            buzón no existe
            buzon no existe
            buzón inexistente
            buzon inexistente
            no existe el usuario
            no existe ese usuario
            no se encontró la dirección
            no se ha encontrado la dirección
            no se encontró en
            no se ha encontrado en
            usuário desconhecido
            usuario desconhecido
            usuário inexistente
            usuário não existe
            usuário não encontrado
            usuario nao encontrado
            usuario nao existe
            usuário inválido
            destinatário desconhecido
            destinatário inexistente
            destinatário não existe
            destinatário não encontrado
            destinatario nao existe
            endereço inexistente
            endereço não existe
            endereço não encontrado
            endereço não foi encontrado
            endereço * não foi encontrado
            destinatário não foi encontrado
            usuário não foi encontrado
            endereço desconhecido
            endereço inválido
            endereco inexistente
            endereço de e-mail * não existe
            caixa postal inexistente
            caixa postal não existe
            caixa postal não encontrada
            caixa postal nao existe
            conta inexistente
            conta não existe
            não foi possível encontrar o endereço
            """),
        // Italian, Dutch, Polish
        PhraseTable(
            .userUnknown,
            """
            utente sconosciuto
            utente inesistente
            utente non trovato
            utente non esiste
            destinatario sconosciuto
            destinatario non trovato
            destinatario non valido
            destinatario non esiste
            indirizzo sconosciuto
            indirizzo inesistente
            indirizzo non valido
            indirizzo non trovato
            indirizzo non è stato trovato
            indirizzo * non è stato trovato
            destinatario non è stato trovato
            utente non è stato trovato
            indirizzo non esiste
            indirizzo email non esiste
            trovare l'indirizzo e-mail
            casella inesistente
            casella non trovata
            casella non esiste
            casella di posta inesistente
            account inesistente
            gebruiker onbekend
            onbekende gebruiker
            gebruiker bestaat niet
            gebruiker niet gevonden
            ontvanger onbekend
            onbekende ontvanger
            ontvanger bestaat niet
            ontvanger niet gevonden
            adres onbekend
            onbekend adres
            adres bestaat niet
            adres niet gevonden
            adres is niet gevonden
            e-mailadres bestaat niet
            e-mailadres is onbekend
            e-mailadres is niet gevonden
            postbus bestaat niet
            mailbox bestaat niet
            postvak bestaat niet
            nieznany użytkownik
            użytkownik nieznany
            użytkownik nie istnieje
            uzytkownik nie istnieje
            nie ma takiego użytkownika
            brak takiego użytkownika
            nie znaleziono użytkownika
            nieznany odbiorca
            odbiorca nieznany
            odbiorca nie istnieje
            adres nie istnieje
            adres e-mail nie istnieje
            nieznany adres
            nie znaleziono adresu
            nie znaleziono wprowadzonego adresu
            nie znaleziono odbiorcy
            nieprawidłowy adres
            nie ma takiego konta
            konto nie istnieje
            skrzynka nie istnieje
            brak takiej skrzynki
            """),
        // Russian, Ukrainian
        PhraseTable(
            .userUnknown,
            """
            пользователь не найден
            пользователь не существует
            пользователь неизвестен
            пользователя не существует
            нет такого пользователя
            такого пользователя нет
            неизвестный пользователь
            получатель не найден
            получатель не существует
            получатель неизвестен
            неизвестный получатель
            адрес не найден
            адрес электронной почты не найден
            адрес электронной почты не существует
            адрес не существует
            адреса не существует
            адрес получателя не найден
            адрес получателя не существует
            несуществующий адрес
            неверный адрес
            неправильный адрес
            нет такого адреса
            такого адреса нет
            ящик не существует
            ящик не найден
            ящика не существует
            почтовый ящик удален
            нет такого ящика
            учетная запись не найдена
            аккаунт не существует
            користувач не знайдений
            користувача не знайдено
            немає такого користувача
            не существует или
            """),
        // Japanese, Chinese, Korean
        PhraseTable(
            .userUnknown,
            """
            ユーザーが見つかりません
            ユーザが見つかりません
            ユーザーは存在しません
            ユーザは存在しません
            ユーザーが存在しません
            ユーザが存在しません
            ユーザー不明
            宛先不明
            あて先不明
            宛先が不明
            宛先が見つかりません
            宛先が存在しません
            送信先が見つかりません
            アドレスが見つかりません
            アドレスは存在しません
            アドレスが存在しません
            アドレスが見つからなかった
            アドレスが間違って
            メールアドレスが正しくありません
            受信者が見つかりません
            受信者は存在しません
            受信者が存在しません
            メールボックスが見つかりません
            メールボックスが存在しません
            メールボックスは存在しません
            用户不存在
            用户未找到
            无此用户
            没有此用户
            找不到用户
            找不到该用户
            找不到使用者
            找不到您输入的电子邮件地址
            找不到您輸入的電子郵件地址
            收件人不存在
            收件人地址错误
            收件人未找到
            找不到收件人
            未知用户
            未知收件人
            邮箱不存在
            地址不存在
            帐号不存在
            账号不存在
            使用者不存在
            收件者不存在
            找不到收件者
            無此使用者
            查無此人
            信箱不存在
            사용자를 찾을 수 없습니다
            존재하지 않는 사용자
            """),
    ]
}
