// SPDX-License-Identifier: GPL-2.0-only
// One unit to facts.
#include "frontend/frontend.h"

#include "clang/Frontend/FrontendActions.h"

#include "frontend/compiler.h"
#include "frontend/consumer.h"
#include "frontend/preamble.h"

using namespace clang;

namespace tophalf {

namespace {
class Extraction : public ASTFrontendAction {
public:
	explicit Extraction(Unit &U) : U(U) {}

	bool BeginSourceFileAction(CompilerInstance &Compiler) override
	{
		Preprocessor &PP = Compiler.getPreprocessor();

		U.Sources = &Compiler.getSourceManager();
		// With a preamble they are part of that.
		PP.setPredefines(PP.getPredefines() + macroPrologue(U.Options));
		keepMacrosAsCalls(PP, U);
		if (U.Preamble)
			watchPreamble(PP, U);
		return true;
	}

	std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &, StringRef) override
	{
		return std::make_unique<Consumer>(U, Consumer::OF_UNIT);
	}

private:
	Unit &U;
};
} // namespace

static int extract(Unit &U, const compile_command &Command, std::string &Why)
{
	Compiler Clang;

	if (!Clang.prepare(Command, U.Options)) {
		Why = Clang.Why;
		return -1;
	}
	if (U.Preamble)
		usePreamble(*Clang.Invocation, U, Command, *Clang.Files);
	if (!U.Unsound.empty()) {
		Why = U.Unsound;
		return FRONTEND_UNSOUND;
	}
	size_t Before = Clang.Errors.List.size();
	std::unique_ptr<CompilerInstance> Compiler = Clang.make();
	Extraction Action(U);
	bool Parsed = Compiler->ExecuteAction(Action) || U.Ctx;

	if (U.Preamble && U.Unsound.empty() && Clang.Errors.List.size() > Before)
		U.Unsound = Clang.Errors.List[Before].Text;
	if (!U.Unsound.empty()) {
		Why = U.Unsound;
		return FRONTEND_UNSOUND;
	}
	if (!Parsed) {
		Why = Clang.Errors.List.size() > Before ? Clang.Errors.List[Before].Text : "Clang gave up";
		return -1;
	}
	fact_unit Record = {};

	for (size_t I = Before; I < Clang.Errors.List.size(); I++) {
		const Problems::Problem &P = Clang.Errors.List[I];
		fact_loc Place = {facts_add_file(&U.Facts, P.File.empty() ? Command.file : P.File.c_str()), P.Line,
				  P.Column, U.string("")};
		fact_problem Problem = {facts_add_loc(&U.Facts, Place), U.string(P.Text)};

		vec_push(&U.Facts.problems, Problem);
	}
	Record.path = U.string(Command.file);
	Record.image = U.string(Command.image);
	Record.lines = U.MainLines;
	Record.errors = uint32_t(Clang.Errors.List.size() - Before);
	Record.preamble = U.string(U.Preamble ? U.Preamble->Id : "");
	vec_push(&U.Facts.units, Record);
	return 0;
}

} // namespace tophalf

extern "C" int frontend_extract(const frontend_options *Options, const compile_command *Command,
				const preamble *Preamble, void **Bytes, size_t *Length, char **Why)
{
	facts_builder Facts = {};
	std::string Reason;
	tophalf::Unit U(Facts, *Options);

	U.Preamble = Preamble;
	int Result = tophalf::extract(U, *Command, Reason);

	*Bytes = Result ? nullptr : facts_finish(&Facts, Length);
	*Why = Result ? strdup(Reason.c_str()) : nullptr;
	facts_builder_free(&Facts);
	return Result;
}
