import Foundation
import TestSupport

/// An SMTP or LMTP server that does what the local part of a recipient asks for, and writes down what it was told.
final class FaultyServer {
    /// What it was told in one transaction.
    struct Mail: Decodable, Equatable {
        var connection: Int
        var mail: String
        var rcpt: String
        var data: String
        var tls: Bool
        var user: String?
    }

    /// What the server can do.
    struct Options: Encodable {
        var extensions = ["PIPELINING", "8BITMIME", "SMTPUTF8", "DSN", "SIZE 100000", "ENHANCEDSTATUSCODES"]
        var greeting = "220 faulty ESMTP"
        var lmtp = false
        var socket: String?
        /// `starttls` or `tls`; with both files.
        var tls: String?
        var certificate: String?
        var key: String?
        /// `name:password`
        var password: String?
        /// After so many mails a connection is closed.
        var mailsPerConnection = 1_000_000
        /// Whether it says 421 before.
        var saysGoodbye = false
        /// What it says after STARTTLS in the clear.
        var injected = ""
    }

    private let server: PythonServer
    private let log: String
    let port: Int

    init(_ options: Options = Options(), folder: String) throws {
        log = folder + "/log-\(UUID().uuidString)"
        let json = String(decoding: try JSONEncoder().encode(options), as: UTF8.self)
        server = try PythonServer(FaultyServer.program, arguments: [json, log])
        port = server.port
    }

    func stop() { server.stop() }

    var mails: [Mail] {
        get throws {
            guard let text = try? String(contentsOfFile: log, encoding: .utf8) else { return [] }
            return try text.split(separator: "\n").map { try JSONDecoder().decode(Mail.self, from: Data($0.utf8)) }
        }
    }

    private static let program = #"""
        import base64, json, os, socket, ssl, sys, threading, time
        options, log = json.loads(sys.argv[1]), sys.argv[2]
        lock = threading.Lock()
        context = None
        if options.get('tls'):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(options['certificate'], options['key'])

        def serve(connection, number):
            tls = options.get('tls') == 'tls'
            if tls:
                connection = context.wrap_socket(connection, server_side=True)
            stream = connection.makefile('rb', 0)
            def say(text):
                connection.sendall(text.encode() + b'\r\n')
            def drop():
                connection.shutdown(socket.SHUT_RDWR)
                connection.close()
                raise EOFError
            def line():
                got = b''
                while not got.endswith(b'\n'):
                    byte = stream.read(1)
                    if not byte:
                        raise EOFError
                    got += byte
                return got
            say(options['greeting'])
            if not options['greeting'].startswith('220'):
                return
            mail, rcpt, user, count, refused = '', '', None, 0, False
            while True:
                command = line().decode('utf-8', 'surrogateescape').rstrip('\r\n')
                verb = command.split(' ')[0].upper()
                if verb in ('EHLO', 'LHLO'):
                    if (verb == 'LHLO') != options['lmtp'] or not options['extensions']:
                        say('502 5.5.1 no')
                        continue
                    offered = list(options['extensions'])
                    if options.get('tls') == 'starttls' and not tls:
                        offered.append('STARTTLS')
                    if options.get('password') and (tls or not options.get('tls')):
                        offered = [o for o in offered if not o.startswith('STARTTLS')]
                    for text in ['faulty'] + offered[:-1]:
                        say('250-' + text)
                    say('250 ' + offered[-1])
                elif verb == 'HELO':
                    say('250 faulty')
                elif verb == 'STARTTLS':
                    connection.sendall(b'220 go\r\n' + options['injected'].encode())
                    connection = context.wrap_socket(connection, server_side=True)
                    stream = connection.makefile('rb', 0)
                    tls = True
                elif verb == 'AUTH':
                    words = command.split(' ')
                    if words[1] == 'PLAIN':
                        _, name, word = base64.b64decode(words[2]).decode().split('\0')
                    else:
                        say('334 ' + base64.b64encode(b'Username:').decode())
                        name = base64.b64decode(line()).decode()
                        say('334 ' + base64.b64encode(b'Password:').decode())
                        word = base64.b64decode(line()).decode()
                    if name + ':' + word == options['password']:
                        user = name
                        say('235 2.7.0 welcome')
                    else:
                        say('535 5.7.8 wrong password')
                elif verb == 'MAIL':
                    mail, rcpt, refused = command, '', False
                    if 'badsender' in command:
                        say('553 5.7.1 not from you')
                        if 'drop' in command: line(); line(); drop()
                        mail = ''
                    elif 'greylist' in command:
                        say('451 4.7.1 later')
                        mail = ''
                    else:
                        say('250 2.1.0 ok')
                elif verb == 'RCPT':
                    rcpt = command
                    name = command.split('<')[1].split('@')[0]
                    if not mail: say('503 5.5.1 MAIL first')
                    elif name == 'nouser': refused = True; say('550-5.1.1 no such'); say('550 5.1.1 user')
                    elif name.startswith('relay'): refused = True; say('554 5.7.1 <' + name + '>: Relay access denied')
                    elif name.startswith('dead'): refused = True; say('550 5.1.1 <' + name + '@x>: User unknown')
                    elif name == 'stubborn': say('550 5.1.1 no such user')
                    elif name == 'later': refused = True; say('450 4.2.1 mailbox busy')
                    elif name == 'droprcpt': drop()
                    elif name == 'slowrcpt': time.sleep(30); drop()
                    elif name == 'closing': say('421 4.3.2 shutting down'); drop()
                    elif name == 'garbage': say('hello there'); time.sleep(30)
                    else: say('250 2.1.5 ok')
                elif verb == 'DATA':
                    name = rcpt.split('<')[1].split('@')[0] if '<' in rcpt else ''
                    if name == 'neverdata':
                        say('554 5.7.1 not this one')
                        continue
                    if name == 'oddata':
                        say('250 2.0.0 what for?')
                        continue
                    if not mail or refused or name == 'nodata':
                        say('554 5.5.1 no valid recipients' if name != 'nodata' else '451 4.3.0 disk')
                        continue
                    say('354 go on')
                    if name == 'dropdata': stream.read(5); drop()
                    data = b''
                    while True:
                        got = line()
                        if got == b'.\r\n': break
                        data += got[1:] if got.startswith(b'.') else got
                    if name == 'stubborn':
                        say('554 5.5.1 nobody' if not data else '250 2.0.0 oh')
                        continue
                    if name == 'dropdot': drop()
                    if name == 'slowdot': time.sleep(30); drop()
                    if name == 'spam': say('554 5.7.1 spam'); continue
                    if name == 'full': say('452 4.3.1 full'); continue
                    with lock, open(log, 'a') as file:
                        file.write(json.dumps({'connection': number, 'mail': mail, 'rcpt': rcpt, 'tls': tls, 'user': user,
                            'data': data.decode('utf-8', 'replace')}) + '\n')
                    say('250 2.0.0 queued')
                    mail = ''
                    count += 1
                    if count >= options['mailsPerConnection']:
                        if options['saysGoodbye']: say('421 4.4.2 idle')
                        drop()
                elif verb == 'RSET':
                    mail, rcpt = '', ''
                    say('250 2.0.0 ok')
                elif verb == 'QUIT':
                    say('221 2.0.0 bye')
                    drop()
                else:
                    say('500 5.5.2 what?')

        def guarded(connection, number):
            try:
                serve(connection, number)
            except (EOFError, OSError):
                pass
            finally:
                connection.close()

        if options.get('socket'):
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(options['socket'])
        else:
            listener = socket.socket()
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(('127.0.0.1', 0))
        listener.listen(64)
        print(1 if options.get('socket') else listener.getsockname()[1], flush=True)
        number = 0
        while True:
            connection, _ = listener.accept()
            number += 1
            threading.Thread(target=guarded, args=(connection, number), daemon=True).start()
        """#
}
