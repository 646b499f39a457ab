// SPDX-License-Identifier: GPL-2.0-only
// A Clang for one compile command, in process, with its errors kept instead of printed.
#ifndef TOPHALF_FRONTEND_COMPILER_H
#define TOPHALF_FRONTEND_COMPILER_H

#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/Support/VirtualFileSystem.h"

#include "frontend/frontend.h"

namespace tophalf {

// Keeps errors: they become part of the facts.
class Problems : public clang::DiagnosticConsumer {
public:
	struct Problem {
		std::string File; // empty: not about a place
		unsigned Line, Column;
		std::string Text;
		clang::SourceLocation Location;
	};

	void HandleDiagnostic(clang::DiagnosticsEngine::Level Level, const clang::Diagnostic &Info) override;

	std::vector<Problem> List;
};

struct Compiler {
	// Understands the command. False, with the reason in `Why`, where there is nothing to compile.
	bool prepare(const compile_command &Command, const frontend_options &Options);

	// What runs it. The first errors of `Errors` may be about the command.
	std::unique_ptr<clang::CompilerInstance> make();

	Problems Errors;
	clang::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
	std::shared_ptr<clang::CompilerInvocation> Invocation;
	std::string Why;
};

} // namespace tophalf

#endif
