// SPDX-License-Identifier: GPL-2.0-only
// Where Clang's interface differs between the versions that tophalf builds with (19 and 22).
#ifndef TOPHALF_FRONTEND_COMPAT_H
#define TOPHALF_FRONTEND_COMPAT_H

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/Support/VirtualFileSystem.h"
// createInvocation()
#if CLANG_VERSION_MAJOR >= 22
#include "clang/Driver/CreateInvocationFromArgs.h"
#else
#include "clang/Frontend/Utils.h"
#endif

namespace tophalf {

// An engine that reports to `Client`, which stays the caller's.
inline clang::IntrusiveRefCntPtr<clang::DiagnosticsEngine> makeDiagnostics(llvm::vfs::FileSystem &Files,
									   clang::DiagnosticConsumer *Client)
{
#if CLANG_VERSION_MAJOR >= 22
	static clang::DiagnosticOptions Options;
	return clang::CompilerInstance::createDiagnostics(Files, Options, Client, false);
#else
	(void)Files;
	auto Options = llvm::makeIntrusiveRefCnt<clang::DiagnosticOptions>();

	return clang::CompilerInstance::createDiagnostics(Options.get(), Client, false);
#endif
}

inline std::unique_ptr<clang::CompilerInstance> makeCompiler(std::shared_ptr<clang::CompilerInvocation> Invocation,
							     clang::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
							     clang::DiagnosticConsumer *Client)
{
#if CLANG_VERSION_MAJOR >= 22
	auto Compiler = std::make_unique<clang::CompilerInstance>(std::move(Invocation));

	Compiler->setVirtualFileSystem(Files);
	Compiler->createDiagnostics(Client, false);
	Compiler->createFileManager();
#else
	auto Compiler = std::make_unique<clang::CompilerInstance>();

	Compiler->setInvocation(std::move(Invocation));
	Compiler->createDiagnostics(Client, false);
	Compiler->createFileManager(Files);
#endif
	return Compiler;
}

} // namespace tophalf

#endif
