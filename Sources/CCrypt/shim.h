// crypt(3) of the C library: hashes of passwords as /etc/shadow has them.
#ifndef EMAIL_CCRYPT_SHIM_H
#define EMAIL_CCRYPT_SHIM_H

#include <crypt.h>

#endif
