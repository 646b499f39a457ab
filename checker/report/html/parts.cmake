# SPDX-License-Identifier: GPL-2.0-only
# The page's scripts, in the order in which they are put together: what is used stands before what uses it.
set(SCRIPTS dom.js data.js code.js list.js filters.js picture.js path.js findings.js overview.js contexts.js page.js)
