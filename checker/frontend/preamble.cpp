// SPDX-License-Identifier: GPL-2.0-only
#include "frontend/preamble.h"

#include "clang/Lex/HeaderSearchOptions.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace {
// Reachable from each node of a graph, itself included.
std::vector<llvm::BitVector> closures(const std::vector<std::vector<uint32_t>> &Next)
{
	std::vector<llvm::BitVector> All(Next.size(), llvm::BitVector(unsigned(Next.size())));

	for (uint32_t Start = 0; Start < Next.size(); Start++) {
		std::vector<uint32_t> Work = {Start};

		All[Start].set(Start);
		while (!Work.empty()) {
			uint32_t Node = Work.back();

			Work.pop_back();
			for (uint32_t To : Next[Node])
				if (!All[Start].test(To)) {
					All[Start].set(To);
					Work.push_back(To);
				}
		}
	}
	return All;
}
} // namespace

preamble::preamble(const char *File, const struct facts *TheFacts) : File(File), Facts(*TheFacts)
{
	std::vector<std::vector<uint32_t>> Includes(Facts.ninputs);

	Id = facts_string(&Facts, Facts.units[0].preamble);
	for (uint32_t I = 0; I < Facts.ninputs; I++)
		Inputs[facts_string(&Facts, Facts.inputs[I].path)] = I;
	for (uint32_t I = 0; I < Facts.nincludes; I++)
		Includes[Facts.includes[I].from].push_back(Facts.includes[I].to);
	Closure = closures(Includes);
	for (uint32_t I = 0; I < Facts.nwords; I++)
		Words[facts_string(&Facts, Facts.words[I].text)] = I;
	Mentions.resize(Facts.nwords);
	for (uint32_t I = 0; I < Facts.nmentions; I++)
		Mentions[Facts.mentions[I].word].push_back(Facts.mentions[I].input);
	Within.resize(Facts.nwords);
	for (uint32_t I = 0; I < Facts.nexpansions; I++)
		Within[Facts.expansions[I].word].push_back(Facts.expansions[I].macro);
	for (uint32_t I = 0; I < Facts.nheaders; I++)
		Functions[facts_string(&Facts, Facts.headers[I].name)] = I;

	Uses.resize(Facts.nheaders);
	for (uint32_t I = 0; I < Facts.nfuncs; I++) {
		const fact_func &Func = Facts.funcs[I];
		auto Self = Functions.find(facts_string(&Facts, Func.name));

		if (Self == Functions.end())
			continue;
		for (uint32_t V = Func.values.first; V < Func.values.first + Func.values.count; V++) {
			if (Facts.values[V].kind != VALUE_FUNCTION)
				continue;
			auto Used = Functions.find(facts_string(&Facts, Facts.values[V].a));

			if (Used != Functions.end())
				Uses[Self->second].push_back(Used->second);
		}
	}
}

uint32_t preamble::input(llvm::StringRef Path) const
{
	auto Found = Inputs.find(Path);

	return Found == Inputs.end() ? NONE : Found->second;
}

namespace tophalf {

bool addPreambleFunction(Unit &U, StringRef Name)
{
	const preamble &Preamble = *U.Preamble;
	auto Found = Preamble.Functions.find(Name);

	if (Found == Preamble.Functions.end())
		return false;
	std::vector<uint32_t> Work = {Found->second};

	while (!Work.empty()) {
		uint32_t Index = Work.back();
		const fact_header &Known = Preamble.Facts.headers[Index];

		Work.pop_back();
		if (!U.FromPreamble.insert(Index).second)
			continue;
		fact_header Header = Known;

		Header.name = U.string(facts_string(&Preamble.Facts, Known.name));
		vec_push(&U.Facts.headers, Header);
		Work.insert(Work.end(), Preamble.Uses[Index].begin(), Preamble.Uses[Index].end());
	}
	return true;
}

static StringRef macroName(StringRef Definition)
{
	return Definition.take_until([](char C) { return C == '=' || C == '('; });
}

// A file of this directory would be found in place of one of the preamble's.
static bool shadows(StringRef Directory, const preamble &Preamble, const std::vector<std::string> &Roots,
		    llvm::vfs::FileSystem &Files)
{
	llvm::StringMap<bool> Present; // first components, and whole names without one

	for (const auto &Entry : Preamble.Inputs)
		for (StringRef Root : Roots) {
			StringRef Name = Entry.first();

			if (!Name.consume_front(Root) || !Name.consume_front("/"))
				continue;
			std::string First = (Directory + "/" + Name.split('/').first).str();
			auto [Known, New] = Present.try_emplace(First, false);

			if (New)
				Known->second = Files.exists(First);
			if (Known->second && Files.exists(Directory + "/" + Name))
				return true;
		}
	return false;
}

static std::string normal(StringRef Directory, StringRef Path)
{
	llvm::SmallString<256> Result(Path);

	llvm::sys::fs::make_absolute(Directory, Result);
	llvm::sys::path::remove_dots(Result, true);
	return std::string(Result);
}

void usePreamble(CompilerInvocation &Invocation, Unit &U, const compile_command &Command, llvm::vfs::FileSystem &Files)
{
	const preamble &Preamble = *U.Preamble;
	std::vector<std::string> Shared, Own;
	llvm::StringSet<> Known;

	for (uint32_t I = 0; I < Preamble.Facts.noptions; I++)
		Known.insert(facts_string(&Preamble.Facts, Preamble.Facts.options[I].text));
	for (const HeaderSearchOptions::Entry &Entry : Invocation.getHeaderSearchOpts().UserEntries) {
		std::string Directory = normal(Command.directory, Entry.Path);

		(Known.contains("-I" + Directory) ? Shared : Own).push_back(Directory);
	}
	for (const std::string &Directory : Own)
		if (shadows(Directory, Preamble, Shared, Files)) {
			U.Unsound = Directory + " has a file of the name of a shared header";
			return;
		}
	for (const auto &[Definition, Undefined] : Invocation.getPreprocessorOpts().Macros) {
		std::string Name = macroName(Definition).str();

		if (Known.contains((Undefined ? "-U" : "-D") + Definition) || StringRef(Name).starts_with("KBUILD_") ||
		    StringRef(Name).starts_with("__KBUILD_"))
			continue;
		if (Preamble.Words.contains(Name)) {
			U.Unsound = "-D" + Name + ", which a shared header mentions";
			return;
		}
	}
	Invocation.getPreprocessorOpts().ImplicitPCHInclude = Preamble.File;
	Invocation.getPreprocessorOpts().DisablePCHOrModuleValidation = DisableValidationForModuleKind::PCH;
}

namespace {
class Guard : public PPCallbacks {
public:
	Guard(Preprocessor &PP, Unit &U)
	    : PP(PP), U(U), Preamble(*U.Preamble), Visible(unsigned(U.Preamble->Facts.ninputs))
	{
		for (size_t I = 0; I < U.Options.nformats; I++)
			Formats.insert(U.Options.formats[I]);
	}

	void InclusionDirective(SourceLocation, const Token &, StringRef, bool, CharSourceRange,
				OptionalFileEntryRef File, StringRef, StringRef, const Module *, bool,
				SrcMgr::CharacteristicKind) override
	{
		uint32_t Input = File ? inputOf(*File) : preamble::NONE;

		if (Input == preamble::NONE || Visible.test(Input))
			return;
		if (!Early.empty()) {
			llvm::BitVector Later = Preamble.Closure[Input];

			Later.reset(Visible);
			for (const auto &[Name, Inputs] : Early)
				if (Later.anyCommon(Inputs))
					giveUp(Name + " is defined before a shared header that mentions it");
		}
		Visible |= Preamble.Closure[Input];
	}

	void MacroDefined(const Token &Name, const MacroDirective *Directive) override
	{
		StringRef Text = Name.getIdentifierInfo()->getName();

		// The command line was looked at.
		if (isWritten(Directive->getLocation()) && !Formats.contains(Text))
			early(Text);
	}

	void MacroUndefined(const Token &Name, const MacroDefinition &Old, const MacroDirective *Directive) override
	{
		use(Name, Old);
		if (Directive && !Formats.contains(Name.getIdentifierInfo()->getName()))
			early(Name.getIdentifierInfo()->getName());
	}

	void MacroExpands(const Token &Name, const MacroDefinition &Macro, SourceRange, const MacroArgs *) override
	{
		use(Name, Macro);
	}

	void Defined(const Token &Name, const MacroDefinition &Macro, SourceRange) override { use(Name, Macro); }
	void Ifdef(SourceLocation, const Token &Name, const MacroDefinition &Macro) override { use(Name, Macro); }
	void Ifndef(SourceLocation, const Token &Name, const MacroDefinition &Macro) override { use(Name, Macro); }
	void Elifdef(SourceLocation, const Token &Name, const MacroDefinition &Macro) override { use(Name, Macro); }
	void Elifndef(SourceLocation, const Token &Name, const MacroDefinition &Macro) override { use(Name, Macro); }

private:
	bool isWritten(SourceLocation Location)
	{
		return Location.isValid() && U.Sources && !U.Sources->isWrittenInBuiltinFile(Location) &&
		       !U.Sources->isWrittenInCommandLineFile(Location) && !U.Sources->isLoadedSourceLocation(Location);
	}

	// From here on the name means something else than in the preamble.
	void early(StringRef Name)
	{
		auto Word = Preamble.Words.find(Name);

		if (Word == Preamble.Words.end() || !Changed.insert(Word->second).second)
			return;
		llvm::BitVector Inputs(Visible.size());
		llvm::DenseSet<uint32_t> Seen = {Word->second};
		std::vector<uint32_t> Work = {Word->second};

		while (!Work.empty()) {
			uint32_t Next = Work.back();

			Work.pop_back();
			for (uint32_t Input : Preamble.Mentions[Next])
				Inputs.set(Input);
			for (uint32_t Macro : Preamble.Within[Next])
				if (Seen.insert(Macro).second)
					Work.push_back(Macro);
		}
		Early.emplace_back(Name.str(), std::move(Inputs));
	}

	uint32_t inputOf(FileEntryRef File)
	{
		auto [Known, New] = ByFile.try_emplace(&File.getFileEntry(), preamble::NONE);

		if (New)
			Known->second = Preamble.input(U.pathOf(File));
		return Known->second;
	}

	void use(const Token &Name, const MacroDefinition &Macro)
	{
		const MacroInfo *Info = Macro.getMacroInfo();

		if (!Info || Info->isBuiltinMacro())
			return;
		SourceLocation Location = Info->getDefinitionLoc();

		if (!Location.isValid() || !PP.getSourceManager().isLoadedSourceLocation(Location))
			return;
		auto [Known, New] = ByMacro.try_emplace(Info, preamble::NONE);

		if (New) {
			OptionalFileEntryRef File =
				PP.getSourceManager().getFileEntryRefForID(PP.getSourceManager().getFileID(Location));

			Known->second = File ? inputOf(*File) : preamble::NONE;
		}
		if (Known->second != preamble::NONE && !Visible.test(Known->second) && !always(Known->second))
			giveUp(Name.getIdentifierInfo()->getName().str() + " is a macro of " +
			       facts_string(&Preamble.Facts, Preamble.Facts.inputs[Known->second].path) +
			       ", which is not included");
	}

	// -include files and what they include
	bool always(uint32_t Input)
	{
		if (Always.empty()) {
			Always.resize(unsigned(Preamble.Facts.ninputs));
			for (const std::string &File : PP.getPreprocessorOpts().Includes) {
				OptionalFileEntryRef Entry = PP.getFileManager().getOptionalFileRef(File);
				uint32_t Index = Entry ? inputOf(*Entry) : preamble::NONE;

				if (Index != preamble::NONE)
					Always |= Preamble.Closure[Index];
			}
		}
		return Always.test(Input);
	}

	void giveUp(const std::string &Why)
	{
		if (U.Unsound.empty())
			U.Unsound = Why;
	}

	Preprocessor &PP;
	Unit &U;
	const preamble &Preamble;
	llvm::BitVector Visible, Always;
	std::vector<std::pair<std::string, llvm::BitVector>> Early; // macros defined here, and where that matters
	llvm::DenseSet<uint32_t> Changed;                           // the words of these
	llvm::StringSet<> Formats;
	llvm::DenseMap<const FileEntry *, uint32_t> ByFile;
	llvm::DenseMap<const MacroInfo *, uint32_t> ByMacro;
};
} // namespace

void watchPreamble(Preprocessor &PP, Unit &U)
{
	PP.addPPCallbacks(std::make_unique<Guard>(PP, U));
}

} // namespace tophalf
