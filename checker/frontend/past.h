// SPDX-License-Identifier: GPL-2.0-only
// The file system as Clang sees it through an overlay (base/overlay.h).
#ifndef TOPHALF_FRONTEND_PAST_H
#define TOPHALF_FRONTEND_PAST_H

#include "llvm/Support/VirtualFileSystem.h"

#include "frontend/frontend.h"

namespace tophalf {

// `Past` has to live as long. NULL: the files as they are.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> filesThrough(const overlay *Past);

} // namespace tophalf

#endif
