// SPDX-License-Identifier: GPL-2.0-only
// Making a preamble: its precompiled header, and facts that hold its header functions and what preamble.h needs to know.
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Lex/HeaderSearchOptions.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <set>

#include "frontend/compiler.h"
#include "frontend/consumer.h"
#include "frontend/preamble.h"

using namespace clang;

namespace tophalf {

// Which of the preamble's #include lines an error is under.
static size_t headerOf(const Problems::Problem &Problem, const SourceManager &Sources, size_t Count)
{
	SourceLocation Location = Problem.Location;

	if (Location.isInvalid())
		return Count;
	Location = Sources.getFileLoc(Location);
	for (SourceLocation Up; (Up = Sources.getIncludeLoc(Sources.getFileID(Location))).isValid(); Location = Up)
		;
	if (!Sources.isInMainFile(Location))
		return Count;
	return Sources.getSpellingLineNumber(Location) - 1;
}

namespace {
using Edges = std::set<std::pair<std::string, std::string>>;

// Which parts of a file conditions left out, as offsets; all of it counts where it was read more than once.
struct Skip {
	unsigned Entered = 0;
	std::vector<std::pair<unsigned, unsigned>> Ranges;

	bool has(unsigned Offset) const
	{
		if (Entered != 1)
			return false;
		for (const auto &[Begin, End] : Ranges)
			if (Offset >= Begin && Offset < End)
				return true;
		return false;
	}
};
using Skips = llvm::StringMap<Skip>;

// Which header includes which, and what of each was passed over.
class Includes : public PPCallbacks {
public:
	Includes(Unit &U, Edges &Found, Skips &Skipped) : U(U), Found(Found), Skipped(Skipped) {}

	void FileChanged(SourceLocation Location, FileChangeReason Reason, SrcMgr::CharacteristicKind, FileID) override
	{
		if (Reason == EnterFile)
			Skipped[U.pathOf(Location)].Entered++;
	}

	// From behind the condition up to the directive that ends it.
	void SourceRangeSkipped(SourceRange Range, SourceLocation) override
	{
		auto [File, Begin] = U.Sources->getDecomposedLoc(Range.getBegin());
		auto End = U.Sources->getDecomposedLoc(Range.getEnd());
		StringRef Text = U.Sources->getBufferData(File);

		Skipped[U.pathOf(Range.getBegin())].Ranges.push_back({unsigned(Text.find('\n', Begin)), End.second});
	}

	void InclusionDirective(SourceLocation Hash, const Token &, StringRef, bool, CharSourceRange,
				OptionalFileEntryRef File, StringRef, StringRef, const Module *, bool,
				SrcMgr::CharacteristicKind) override
	{
		if (File)
			Found.emplace(U.pathOf(Hash).str(), U.pathOf(*File));
	}

private:
	Unit &U;
	Edges &Found;
	Skips &Skipped;
};

class Build : public GeneratePCHAction {
public:
	Build(Unit &U, Problems &Errors, size_t Before, const preamble_plan &Plan)
	    : U(U), Errors(Errors), Before(Before), Plan(Plan), Bad(Plan.nheaders)
	{
	}

	bool BeginSourceFileAction(CompilerInstance &Compiler) override
	{
		Preprocessor &PP = Compiler.getPreprocessor();

		U.Sources = &Compiler.getSourceManager();
		PP.setPredefines(PP.getPredefines() + macroPrologue(U.Options));
		keepMacrosAsCalls(PP, U);
		PP.addPPCallbacks(std::make_unique<Includes>(U, Found, Skipped));
		return GeneratePCHAction::BeginSourceFileAction(Compiler);
	}

	std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler, StringRef File) override
	{
		std::vector<std::unique_ptr<ASTConsumer>> Both;

		Both.push_back(GeneratePCHAction::CreateASTConsumer(Compiler, File));
		if (!Both.back())
			return nullptr;
		Both.push_back(std::make_unique<Consumer>(U, Consumer::OF_PREAMBLE));
		return std::make_unique<MultiplexConsumer>(std::move(Both));
	}

	// The last moment at which the sources are there.
	void EndSourceFileAction() override
	{
		if (Errors.List.size() > Before)
			Bad = headerOf(Errors.List[Before], *U.Sources, Plan.nheaders);
		else if (U.Ctx)
			complete();
	}

	size_t bad() const { return Bad; }

private:
	void complete();

	Unit &U;
	Problems &Errors;
	size_t Before;
	const preamble_plan &Plan;
	Edges Found;
	Skips Skipped;
	size_t Bad;
};
} // namespace

static void addIncludes(Unit &U, const Edges &Found)
{
	std::map<StringRef, uint32_t> Numbers;

	for (uint32_t I = 0; I < U.Facts.inputs.count; I++)
		Numbers[intern_text(&U.Facts.strings, U.Facts.inputs.at[I].path)] = I;
	for (const auto &[From, To] : Found) {
		auto Begin = Numbers.find(From), End = Numbers.find(To);

		if (Begin == Numbers.end() || End == Numbers.end())
			continue;
		fact_include Include = {Begin->second, End->second};

		vec_push(&U.Facts.includes, Include);
	}
}

namespace {
// Identifiers in the text of the inputs, but for what conditions left out: that these are the same is known from the
// identifiers in them.
class Words {
public:
	explicit Words(Unit &U) : U(U) {}

	void file(uint32_t Input, StringRef Text, const Skip &Skipped)
	{
		Lexer Raw(SourceLocation(), U.Ctx->getLangOpts(), Text.begin(), Text.begin(), Text.end());
		llvm::DenseSet<uint32_t> Mentioned;
		llvm::StringSet<> Parameters; // of the macro: they mean nothing else
		enum { TEXT, HASH, DEFINE, NAMED, PARAMETERS, BODY } Where = TEXT;
		uint32_t Macro = FACTS_NONE;
		Token Next;

		for (Raw.LexFromRawLexer(Next); Next.isNot(tok::eof); Raw.LexFromRawLexer(Next)) {
			if (Next.isAtStartOfLine())
				Where = Next.is(tok::hash) ? HASH : TEXT;
			else if (Where == NAMED)
				Where = Next.is(tok::l_paren) && !Next.hasLeadingSpace() ? PARAMETERS : BODY;
			else if (Where == PARAMETERS && Next.is(tok::r_paren))
				Where = BODY;
			if (Next.isNot(tok::raw_identifier) ||
			    Skipped.has(unsigned(Next.getRawIdentifier().data() - Text.data())))
				continue;
			if (Where == PARAMETERS)
				Parameters.insert(Next.getRawIdentifier());
			if ((Where == PARAMETERS || Where == BODY) && Parameters.contains(Next.getRawIdentifier()))
				continue;
			uint32_t Word = number(Next.getRawIdentifier());

			if (Mentioned.insert(Word).second) {
				fact_mention Mention = {Word, Input};

				vec_push(&U.Facts.mentions, Mention);
			}
			if (Where == HASH) {
				Where = Next.getRawIdentifier() == "define" ? DEFINE : TEXT;
			} else if (Where == DEFINE) {
				Macro = Word;
				Parameters.clear();
				Where = NAMED;
			} else if (Where == BODY && Word != Macro && Expansions.insert({Word, Macro}).second) {
				fact_expansion Expansion = {Word, Macro};

				vec_push(&U.Facts.expansions, Expansion);
			}
		}
	}

private:
	uint32_t number(StringRef Text)
	{
		auto [Entry, New] = Numbers.try_emplace(Text, uint32_t(U.Facts.words.count));

		if (New) {
			fact_word Record = {U.string(Text)};

			vec_push(&U.Facts.words, Record);
		}
		return Entry->second;
	}

	Unit &U;
	llvm::StringMap<uint32_t> Numbers;
	llvm::DenseSet<std::pair<uint32_t, uint32_t>> Expansions;
};
} // namespace

static void addWords(Unit &U, Skips &Skipped)
{
	Words All(U);

	for (uint32_t I = 0; I < U.Facts.inputs.count; I++) {
		const char *Path = intern_text(&U.Facts.strings, U.Facts.inputs.at[I].path);

		if (auto Buffer = llvm::MemoryBuffer::getFile(Path))
			All.file(I, (*Buffer)->getBuffer(), Skipped[Path]);
	}
}

void Build::complete()
{
	addIncludes(U, Found);
	addWords(U, Skipped);
}

static void addOptions(Unit &U, const CompilerInvocation &Invocation, StringRef Directory)
{
	auto add = [&](const std::string &Text) {
		fact_option Option = {U.string(Text)};

		vec_push(&U.Facts.options, Option);
	};

	for (const HeaderSearchOptions::Entry &Entry : Invocation.getHeaderSearchOpts().UserEntries) {
		llvm::SmallString<256> Path(Entry.Path);

		llvm::sys::fs::make_absolute(Directory, Path);
		llvm::sys::path::remove_dots(Path, true);
		add("-I" + std::string(Path));
	}
	for (const auto &[Definition, Undefined] : Invocation.getPreprocessorOpts().Macros)
		add((Undefined ? "-U" : "-D") + Definition);
}

// What the headers are is part of what the preamble is.
static std::string identity(Unit &U, const std::string &Key)
{
	std::string Text = Key;
	char Result[33];

	for (size_t I = 0; I < U.Facts.inputs.count; I++) {
		const fact_input &Input = U.Facts.inputs.at[I];

		Text += intern_text(&U.Facts.strings, Input.path);
		Text.append(reinterpret_cast<const char *>(&Input.hash0), 4 * sizeof Input.hash0);
	}
	fact_hash Hash = hashContent(Text);

	snprintf(Result, sizeof Result, "%08x%08x%08x%08x", Hash.word[0], Hash.word[1], Hash.word[2], Hash.word[3]);
	return Result;
}

static int build(Unit &U, const preamble_plan &Plan, size_t &Bad, std::string &Why)
{
	Compiler Clang;
	std::string Text, Key = Plan.key;

	if (!Clang.prepare(*Plan.like, U.Options)) {
		Why = Clang.Why;
		return -1;
	}
	for (size_t I = 0; I < Plan.nheaders; I++)
		Text += "#include <" + std::string(Plan.headers[I]) + ">\n";
	Key += Text;

	std::string Main = std::string(Plan.like->directory) + "/tophalf-preamble.h";
	FrontendOptions &Options = Clang.Invocation->getFrontendOpts();

	Options.Inputs = {FrontendInputFile(Main, InputKind(Language::C))};
	Options.OutputFile = Plan.file;
	Options.ProgramAction = frontend::GeneratePCH;
	Clang.Invocation->getPreprocessorOpts().addRemappedFile(Main,
								llvm::MemoryBuffer::getMemBufferCopy(Text).release());
	size_t Before = Clang.Errors.List.size();
	std::unique_ptr<CompilerInstance> Compiler = Clang.make();
	Build Action(U, Clang.Errors, Before, Plan);

	Compiler->ExecuteAction(Action);
	Bad = Action.bad();
	if (!U.Ctx || Clang.Errors.List.size() > Before) {
		Why = Clang.Errors.List.size() > Before ? Clang.Errors.List[Before].Text : "Clang gave up";
		return -1;
	}
	addOptions(U, *Clang.Invocation, Plan.like->directory);
	fact_unit Record = {};

	Record.path = U.string("");
	Record.image = U.string("");
	Record.preamble = U.string(identity(U, Key));
	vec_push(&U.Facts.units, Record);
	return 0;
}

} // namespace tophalf

extern "C" int preamble_build(const frontend_options *Options, const preamble_plan *Plan, void **Bytes, size_t *Length,
			      size_t *Bad, char **Why)
{
	facts_builder Facts = {};
	std::string Reason;
	tophalf::Unit U(Facts, *Options);
	int Result;

	*Bad = Plan->nheaders;
	Result = tophalf::build(U, *Plan, *Bad, Reason);
	*Bytes = Result ? nullptr : facts_finish(&Facts, Length);
	*Why = Result ? strdup(Reason.c_str()) : nullptr;
	facts_builder_free(&Facts);
	return Result;
}

extern "C" struct preamble *preamble_open(const char *File, const struct facts *Facts)
{
	return new preamble(File, Facts);
}

extern "C" void preamble_close(struct preamble *Preamble)
{
	delete Preamble;
}
