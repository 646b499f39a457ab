// SPDX-License-Identifier: GPL-2.0-only
#include "frontend/compiler.h"

#include "frontend/compat.h"
#include "frontend/past.h"

using namespace clang;

namespace tophalf {

void Problems::HandleDiagnostic(DiagnosticsEngine::Level Level, const Diagnostic &Info)
{
	DiagnosticConsumer::HandleDiagnostic(Level, Info);
	if (Level < DiagnosticsEngine::Error)
		return;
	llvm::SmallString<128> Text;

	Info.FormatDiagnostic(Text);
	Problem P = {"", 0, 0, std::string(Text), SourceLocation()};

	if (Info.hasSourceManager() && Info.getLocation().isValid()) {
		const SourceManager &Sources = Info.getSourceManager();
		SourceLocation Place = Sources.getFileLoc(Info.getLocation());

		P.Location = Info.getLocation();
		P.File = Sources.getFilename(Place).str();
		P.Line = Sources.getSpellingLineNumber(Place);
		P.Column = Sources.getSpellingColumnNumber(Place);
	}
	List.push_back(P);
}

static std::shared_ptr<CompilerInvocation> invocationOf(const compile_command &Command,
							IntrusiveRefCntPtr<DiagnosticsEngine> Diagnostics,
							IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files)
{
	std::vector<const char *> Arguments = {TOPHALF_CLANG};

	Arguments.insert(Arguments.end(), Command.args, Command.args + Command.nargs);
	Arguments.insert(Arguments.end(),
			 {"-w", "-fsyntax-only", "-Wno-error", "-Wno-implicit-function-declaration",
			  "-Wno-int-conversion", "-Wno-incompatible-function-pointer-types", "-x", "c", Command.file});
	CreateInvocationOptions Options;

	Options.Diags = Diagnostics;
	Options.VFS = Files;
	return createInvocation(Arguments, std::move(Options));
}

bool Compiler::prepare(const compile_command &Command, const frontend_options &Options)
{
	Files = filesThrough(Options.past);
	if (Files->setCurrentWorkingDirectory(Command.directory)) {
		Why = std::string("no such directory: ") + Command.directory;
		return false;
	}
	if (!Files->exists(Command.file)) {
		Why = "no such file";
		return false;
	}
	auto Diagnostics = makeDiagnostics(*Files, &Errors);

	Invocation = invocationOf(Command, Diagnostics, Files);
	if (!Invocation) {
		Why = Errors.List.empty() ? "the compile command cannot be understood" : Errors.List.front().Text;
		return false;
	}
	Invocation->getDiagnosticOpts().IgnoreWarnings = true;
	// Else Clang prints "N warnings generated" at the end, of what the driver had to say about the flags.
	Invocation->getDiagnosticOpts().ShowCarets = false;
	Invocation->getFrontendOpts().DisableFree = false;
	Invocation->getDependencyOutputOpts() = DependencyOutputOptions();
	Invocation->getPreprocessorOutputOpts() = PreprocessorOutputOptions();
	return true;
}

std::unique_ptr<CompilerInstance> Compiler::make()
{
	return makeCompiler(Invocation, Files, &Errors);
}

} // namespace tophalf
