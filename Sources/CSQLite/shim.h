// What Swift cannot import from sqlite3.h: macros that hold a cast, and functions with a variable number of arguments.
#ifndef EMAIL_CSQLITE_SHIM_H
#define EMAIL_CSQLITE_SHIM_H

#include <sqlite3.h>
#include <string.h>

/// Binds a copy of the text. SQLITE_TRANSIENT is a cast of -1 to a function pointer.
static inline int email_bind_text(sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 count) {
    return sqlite3_bind_text64(statement, index, text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Binds a copy of the bytes.
static inline int email_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/// Leaves the write-ahead log in place when the last connection closes: the next process would only make it again.
static inline int email_keep_wal_on_close(sqlite3 *database) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

/// The ids of the delivery that is being queued.
typedef struct {
    sqlite3_int64 next;
    /// `<4711.q7fz…`: a number, not negative, and 20 random letters, 100 bits.
    char text[64];
    long length;
} email_ids;

static inline void email_number(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    (void)values;
    email_ids *ids = (email_ids *)sqlite3_user_data(context);
    unsigned char random[20];
    sqlite3_randomness(sizeof random, random);
    char digits[24];
    int length = 0;
    for (sqlite3_uint64 rest = (sqlite3_uint64)ids->next; rest || !length; rest /= 10) digits[length++] = '0' + rest % 10;
    char *out = ids->text;
    *out++ = '<';
    while (length) *out++ = digits[--length];
    *out++ = '.';
    for (int index = 0; index < 20; index++) *out++ = "abcdefghijklmnopqrstuvwxyz234567"[random[index] & 31];
    ids->length = out - ids->text;
    sqlite3_result_int64(context, ids->next++);
}

static inline void email_message_id(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    email_ids *ids = (email_ids *)sqlite3_user_data(context);
    const unsigned char *domain = sqlite3_value_text(values[0]);
    const long size = domain ? sqlite3_value_bytes(values[0]) : 0;
    char *text = (char *)sqlite3_malloc64(ids->length + size + 2);
    if (!text) return sqlite3_result_error_nomem(context);
    memcpy(text, ids->text, ids->length);
    text[ids->length] = '@';
    if (size) memcpy(text + ids->length + 1, domain, size);
    text[ids->length + 1 + size] = '>';
    sqlite3_result_text(context, text, (int)(ids->length + size + 2), sqlite3_free);
}

/// Makes the SQL functions `email_number()`, which counts on and draws the id of a delivery, and `email_message_id(DOMAIN)`,
/// which gives that of the number before. As expressions they cost as much as the insert.
///
/// Returns null where there is no memory. What is returned belongs to the connection.
static inline email_ids *email_make_ids(sqlite3 *database) {
    const int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;
    email_ids *ids = (email_ids *)sqlite3_malloc64(sizeof *ids);
    if (!ids) return 0;
    memset(ids, 0, sizeof *ids);
    // Where it fails, SQLite frees them itself.
    if (sqlite3_create_function_v2(database, "email_number", 0, flags, ids, email_number, 0, 0, sqlite3_free)) return 0;
    if (sqlite3_create_function(database, "email_message_id", 1, flags, ids, email_message_id, 0, 0)) return 0;
    return ids;
}

/// Suits every process of ours: no book-keeping of memory, which takes a lock for each piece, and what undoes a statement stays
/// in memory: by itself a file is made for it in /var/tmp as soon as a statement changes 16 pages. It is as large as the pages that
/// one statement changes. With a limit above 128 KB SQLite fails where it is reached, as it writes no more at once.
static inline void email_keep_no_books(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1);
}

/// Suits a process with one thread that ends soon: no locks within the process.
static inline void email_expect_one_thread(void) { sqlite3_config(SQLITE_CONFIG_SINGLETHREAD); }

#endif
