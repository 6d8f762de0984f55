#ifndef EMAIL_CZLIB_SHIM_H
#define EMAIL_CZLIB_SHIM_H

#include <zlib.h>

#endif
