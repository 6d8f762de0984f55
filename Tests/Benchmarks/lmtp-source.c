// lmtp-source PORT CONNECTIONS FILE: sends the mails of a file by LMTP, as smtp-source does, but each another one.
//
// The file holds, for each mail, two numbers of 4 bytes (little-endian): the length of the commands and that of the content;
// then both. Prints how many were taken, and in how many seconds. Each connection sends one mail after the other; the commands
// of a mail go in one write (RFC 2920).
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LINES_OF_COMMANDS = 3 };

typedef struct {
    int socket;
    const unsigned char *mail; // the one in hand
    int lines;                 // to come before the next write
    int isContent;             // whether the answer to the content is waited for
    int hasGreeted;
    char last[4];              // the beginning of the line that is being read
    int length;
} Connection;

static const unsigned char *next, *end;
static long taken;

static unsigned number(const unsigned char *bytes) {
    return bytes[0] | bytes[1] << 8 | bytes[2] << 16 | (unsigned)bytes[3] << 24;
}

static void fail(const char *what) {
    fprintf(stderr, "lmtp-source: %s\n", what);
    exit(1);
}

static void say(Connection *c, const void *bytes, size_t count) {
    while (count > 0) {
        ssize_t done = write(c->socket, bytes, count);
        if (done <= 0) fail("a connection broke");
        bytes = (const char *)bytes + done;
        count -= done;
    }
}

// Begins with the next mail; 0 where there is none.
static int begin(Connection *c) {
    if (next >= end) return 0;
    c->mail = next;
    next += 8 + number(next) + number(next + 4);
    c->lines = LINES_OF_COMMANDS;
    c->isContent = 0;
    say(c, c->mail + 8, number(c->mail));
    return 1;
}

// A whole line has come; 0 where the connection has nothing left to do.
static int line(Connection *c) {
    int isLast = c->last[3] == ' ';
    if (!c->hasGreeted) {
        if (c->last[0] != '2') fail("not greeted");
        if (c->lines == 2) {
            c->lines = 1;
            say(c, "LHLO bench\r\n", 12);
        } else if (isLast) {
            c->hasGreeted = 1;
            return begin(c);
        }
        return 1;
    }
    if (!isLast) return 1;
    if (--c->lines > 0) return 1;
    if (c->isContent) {
        if (memcmp(c->last, "250", 3) != 0) fail("a mail was not taken");
        taken++;
        return begin(c);
    }
    if (memcmp(c->last, "354", 3) != 0) fail("a recipient was not taken");
    c->isContent = 1;
    c->lines = 1;
    say(c, c->mail + 8 + number(c->mail), number(c->mail + 4));
    return 1;
}

int main(int count, char **arguments) {
    if (count != 4) fail("PORT CONNECTIONS FILE");
    int connections = atoi(arguments[2]), file = open(arguments[3], O_RDONLY);
    struct stat status;
    if (connections < 1 || file < 0 || fstat(file, &status) != 0) fail("no such file");
    next = mmap(NULL, status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (next == MAP_FAILED) fail("the file cannot be mapped");
    end = next + status.st_size;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(arguments[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    Connection *all = calloc(connections, sizeof *all);
    struct pollfd *polled = calloc(connections, sizeof *polled);
    struct timespec start, stop;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int i = 0; i < connections; i++) {
        all[i].socket = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(all[i].socket, (struct sockaddr *)&address, sizeof address) != 0) fail("cannot connect");
        int on = 1;
        setsockopt(all[i].socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        all[i].lines = 2;
        polled[i] = (struct pollfd){.fd = all[i].socket, .events = POLLIN};
    }
    int open = connections;
    while (open > 0) {
        if (poll(polled, connections, 60000) <= 0) fail("no answer for a minute");
        for (int i = 0; i < connections; i++) {
            if (!polled[i].revents) continue;
            char buffer[4096];
            ssize_t got = read(all[i].socket, buffer, sizeof buffer);
            if (got <= 0) fail("a connection was closed");
            int goesOn = 1;
            for (ssize_t k = 0; k < got; k++) {
                if (buffer[k] == '\n') {
                    goesOn = line(&all[i]);
                    all[i].length = 0;
                } else if (all[i].length < 4) {
                    all[i].last[all[i].length++] = buffer[k];
                }
            }
            if (!goesOn) {
                close(all[i].socket);
                polled[i].fd = -1;
                open--;
            }
        }
    }
    clock_gettime(CLOCK_MONOTONIC, &stop);
    printf("%ld %.6f\n", taken, stop.tv_sec - start.tv_sec + (stop.tv_nsec - start.tv_nsec) / 1e9);
}
