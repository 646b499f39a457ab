// SPDX-License-Identifier: GPL-2.0-only
// Running Clang on one compile command, in process.
#include "frontend/frontend.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "llvm/Support/VirtualFileSystem.h"

#include "frontend/compat.h"
#include "frontend/unit.h"

using namespace clang;

namespace tophalf {

namespace {

// Keeps errors instead of printing them: they become part of the facts.
class Problems : public DiagnosticConsumer {
public:
	struct Problem {
		std::string File; // empty: not about a place
		unsigned Line, Column;
		std::string Text;
	};

	void HandleDiagnostic(DiagnosticsEngine::Level Level, const Diagnostic &Info) override
	{
		DiagnosticConsumer::HandleDiagnostic(Level, Info);
		if (Level < DiagnosticsEngine::Error)
			return;
		llvm::SmallString<128> Text;

		Info.FormatDiagnostic(Text);
		Problem P = {"", 0, 0, std::string(Text)};

		if (Info.hasSourceManager() && Info.getLocation().isValid()) {
			const SourceManager &Sources = Info.getSourceManager();
			SourceLocation Place = Sources.getFileLoc(Info.getLocation());

			P.File = Sources.getFilename(Place).str();
			P.Line = Sources.getSpellingLineNumber(Place);
			P.Column = Sources.getSpellingColumnNumber(Place);
		}
		List.push_back(P);
	}

	std::vector<Problem> List;
};

class Consumer : public ASTConsumer {
public:
	explicit Consumer(Unit &U) : U(U) {}

	void HandleTranslationUnit(ASTContext &Context) override
	{
		U.begin(Context);
		for (const Decl *D : Context.getTranslationUnitDecl()->decls()) {
			if (const auto *Function = dyn_cast<FunctionDecl>(D)) {
				addAlias(Function);
				if (Function->isThisDeclarationADefinition() && !U.isHeaderFunction(Function))
					add(Function);
			} else if (const auto *Variable = dyn_cast<VarDecl>(D)) {
				U.global(Variable);
				addInitials(U, Variable);
			}
		}
		// Adding one may use more.
		for (size_t I = 0; I < U.HeaderQueue.size(); I++)
			addHeader(U.HeaderQueue[I]);
		U.localFiles();
	}

private:
	// int init_module(void) __attribute__((alias("foo_init"))): a name that holds a function.
	void addAlias(const FunctionDecl *Function)
	{
		const auto *Alias = Function->getAttr<AliasAttr>();

		if (!Alias)
			return;
		fact_initial Initial = {U.string(Function->getName()), FACTS_NONE, FACTS_NONE,
					U.string(Alias->getAliasee()), U.loc(Function->getLocation())};

		vec_push(&U.Facts.initials, Initial);
	}

	bool add(const FunctionDecl *Function)
	{
		if (!Function->getBody() || Function->isInvalidDecl())
			return false;
		if (addFunction(U, Function))
			return true;
		fact_problem Problem = {U.loc(Function->getLocation()),
					U.string("no control flow graph for " + Function->getName().str())};

		vec_push(&U.Facts.problems, Problem);
		return false;
	}

	void addHeader(const FunctionDecl *Function)
	{
		if (!add(Function))
			return;
		fact_hash Hash = facts_hash_last_function(&U.Facts);
		fact_func &Func = U.Facts.funcs.at[U.Facts.funcs.count - 1];
		fact_header Header = {Func.name, Hash.word[0], Hash.word[1], Hash.word[2], Hash.word[3]};

		vec_push(&U.Facts.headers, Header);
		Func.hash0 = Hash.word[0];
		Func.hash1 = Hash.word[1];
		Func.hash2 = Hash.word[2];
		Func.hash3 = Hash.word[3];
		if (U.Options.claim && !U.Options.claim(U.Options.claim_context, &Hash))
			facts_drop_last_function(&U.Facts);
	}

	Unit &U;
};

class Action : public ASTFrontendAction {
public:
	explicit Action(Unit &U) : U(U) {}

	bool BeginSourceFileAction(CompilerInstance &Compiler) override
	{
		Preprocessor &PP = Compiler.getPreprocessor();

		PP.setPredefines(PP.getPredefines() + macroPrologue(U.Options));
		keepMacrosAsCalls(PP, U.Options);
		return true;
	}

	std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &, StringRef) override
	{
		return std::make_unique<Consumer>(U);
	}

private:
	Unit &U;
};

} // namespace

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

static int extract(const frontend_options &Options, const compile_command &Command, facts_builder &Facts,
		   std::string &Why)
{
	IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files(llvm::vfs::createPhysicalFileSystem().release());
	Problems Errors;

	if (Files->setCurrentWorkingDirectory(Command.directory)) {
		Why = std::string("no such directory: ") + Command.directory;
		return -1;
	}
	if (!Files->exists(Command.file)) {
		Why = "no such file";
		return -1;
	}
	auto Diagnostics = makeDiagnostics(*Files, &Errors);
	std::shared_ptr<CompilerInvocation> Invocation = invocationOf(Command, Diagnostics, Files);

	if (!Invocation) {
		Why = Errors.List.empty() ? "the compile command cannot be understood" : Errors.List.front().Text;
		return -1;
	}
	Invocation->getDiagnosticOpts().IgnoreWarnings = true;
	// Else Clang prints "N warnings generated" at the end, of what the driver had to say about the flags.
	Invocation->getDiagnosticOpts().ShowCarets = false;
	Invocation->getFrontendOpts().DisableFree = false;
	Invocation->getDependencyOutputOpts() = DependencyOutputOptions();
	Invocation->getPreprocessorOutputOpts() = PreprocessorOutputOptions();

	Unit U(Facts, Options);
	size_t Before = Errors.List.size();
	std::unique_ptr<CompilerInstance> Compiler = makeCompiler(Invocation, Files, &Errors);
	Action Extraction(U);

	if (!Compiler->ExecuteAction(Extraction) && !U.Ctx) {
		Why = Errors.List.size() > Before ? Errors.List[Before].Text : "Clang gave up";
		return -1;
	}
	for (size_t I = Before; I < Errors.List.size(); I++) {
		const Problems::Problem &P = Errors.List[I];
		fact_loc Place = {facts_add_file(&Facts, P.File.empty() ? Command.file : P.File.c_str()), P.Line,
				  P.Column, U.string("")};
		fact_problem Record = {facts_add_loc(&Facts, Place), U.string(P.Text)};

		vec_push(&Facts.problems, Record);
	}
	return int(Errors.List.size() - Before);
}

} // namespace tophalf

using namespace tophalf;

extern "C" int frontend_extract(const frontend_options *Options, const compile_command *Command, void **Bytes,
				size_t *Length, char **Why)
{
	facts_builder Facts = {};
	std::string Reason;
	int Errors = extract(*Options, *Command, Facts, Reason);

	*Bytes = nullptr;
	*Why = nullptr;
	if (Errors < 0) {
		facts_builder_free(&Facts);
		*Why = strdup(Reason.c_str());
		return -1;
	}
	fact_unit Unit = {};

	Unit.path = facts_add_string(&Facts, Command->file, strlen(Command->file));
	Unit.image = facts_add_string(&Facts, Command->image, strlen(Command->image));
	Unit.errors = uint32_t(Errors);
	vec_push(&Facts.units, Unit);
	*Bytes = facts_finish(&Facts, Length);
	facts_builder_free(&Facts);
	return 0;
}
