// SPDX-License-Identifier: GPL-2.0-only
// Names and places of one translation unit.
#include "frontend/unit.h"

#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

#include "frontend/preamble.h"

using namespace clang;

namespace tophalf {

std::string Unit::pathOf(FileEntryRef File) const
{
	llvm::SmallString<256> Path(File.getName());

	Sources->getFileManager().makeAbsolutePath(Path);
	llvm::sys::path::remove_dots(Path, true);
	return std::string(Path);
}

StringRef Unit::pathOf(SourceLocation Location)
{
	FileID File = Sources->getFileID(Location);

	if (File.isInvalid())
		return "<built-in>";
	auto [Entry, New] = Paths.try_emplace(File);

	if (New) {
		OptionalFileEntryRef Known = Sources->getFileEntryRefForID(File);

		Entry->second = Known ? pathOf(*Known) : "<built-in>";
	}
	return Entry->second;
}

uint32_t Unit::file(SourceLocation Location)
{
	FileID File = Sources->getFileID(Location);
	auto [Entry, New] = Files.try_emplace(File, 0);

	if (New)
		Entry->second = facts_add_file(&Facts, pathOf(Location).str().c_str());
	return Entry->second;
}

bool Unit::isWritten(SourceLocation Spelled) const
{
	return !Sources->isWrittenInScratchSpace(Spelled);
}

// Where it is written: macro arguments where they are spelled, macro bodies where the outermost macro is used.
uint32_t Unit::loc(SourceLocation Location)
{
	StringRef Macro;

	while (Location.isMacroID()) {
		if (Sources->isMacroArgExpansion(Location) && isWritten(Sources->getSpellingLoc(Location))) {
			Location = Sources->getImmediateSpellingLoc(Location);
			continue;
		}
		Macro = Lexer::getImmediateMacroName(Location, *Sources, Ctx->getLangOpts());
		Location = Sources->getImmediateExpansionRange(Location).getBegin();
	}
	return place(Location, Macro);
}

uint32_t Unit::locInMacro(SourceLocation Location)
{
	SourceLocation Use = Location;
	StringRef Macro;

	while (Use.isMacroID()) {
		Macro = Lexer::getImmediateMacroName(Use, *Sources, Ctx->getLangOpts());
		Use = Sources->getImmediateExpansionRange(Use).getBegin();
	}
	SourceLocation Spelled = Sources->getSpellingLoc(Location);

	return Sources->isMacroArgExpansion(Location) && isWritten(Spelled) ? place(Spelled, Macro) : loc(Location);
}

uint32_t Unit::place(SourceLocation Location, StringRef Macro)
{
	fact_loc Record = {};

	Record.file = file(Location);
	Record.line = Sources->getSpellingLineNumber(Location);
	Record.column = Sources->getSpellingColumnNumber(Location);
	Record.macro = string(Macro);
	return facts_add_loc(&Facts, Record);
}

static bool isSourceFile(StringRef Name)
{
	return Name.ends_with(".c");
}

std::string Unit::recordName(const RecordDecl *Record)
{
	std::string Name;

	// One that a header only declares may be completed by the source: differently by each.
	if (InHeader)
		Record = cast<RecordDecl>(Record->getCanonicalDecl());
	// The nearest record around it that has a name: members of anonymous ones count as its own.
	while (Record->getName().empty() && !Record->getTypedefNameForAnonDecl()) {
		const auto *Outer = dyn_cast<RecordDecl>(Record->getDeclContext());

		if (!Outer)
			break;
		Record = Outer;
	}
	if (const TypedefNameDecl *Typedef = Record->getTypedefNameForAnonDecl())
		Name = Typedef->getName().str();
	else
		Name = Record->getName().str();
	SourceLocation Location = Sources->getFileLoc(Record->getLocation());
	StringRef File = pathOf(Location);

	if (Name.empty())
		Name = "line" + std::to_string(Sources->getSpellingLineNumber(Location));
	else if (!isSourceFile(File))
		return Name;
	return (File + ":" + Name).str();
}

std::string Unit::recordName(QualType Type)
{
	Type = Type.getCanonicalType();
	while (true) {
		if (const auto *Array = Type->getAsArrayTypeUnsafe())
			Type = Array->getElementType();
		else if (Type->isPointerType())
			Type = Type->getPointeeType();
		else
			break;
	}
	const RecordDecl *Record = Type->isRecordType() ? Type->getAsRecordDecl() : nullptr;

	return Record ? recordName(Record) : std::string();
}

uint32_t Unit::field(const FieldDecl *Field)
{
	auto Known = Fields.find(Field);

	if (Known != Fields.end())
		return Known->second;
	fact_field Record = {string(recordName(Field->getParent())), string(Field->getName()),
			     string(recordName(Field->getType()))};
	uint32_t Index = facts_add_field(&Facts, Record);

	Fields[Field] = Index;
	return Index;
}

void Unit::global(const VarDecl *Variable)
{
	std::string Type = recordName(Variable->getType());

	if (Type.empty())
		return;
	fact_field Record = {string(""), string(variableName(Variable)), string(Type)};

	facts_add_field(&Facts, Record);
}

std::string Unit::variableName(const VarDecl *Variable)
{
	if (Variable->isExternallyVisible())
		return Variable->getName().str();
	return (pathOf(Sources->getFileLoc(Variable->getLocation())) + ":" + stableName(Variable)).str();
}

std::string Unit::stableName(const NamedDecl *Declaration)
{
	SourceLocation Location = Declaration->getLocation();
	std::string Name = Declaration->getName().str();

	if (!Location.isMacroID() || llvm::none_of(Name, llvm::isDigit))
		return Name;
	if (!Counted.contains(Sources->getExpansionLoc(Location)) && !Counted.contains(Sources->getFileLoc(Location)))
		return Name;
	Location = Sources->getFileLoc(Location);
	llvm::erase_if(Name, llvm::isDigit);
	return Name + "@" + std::to_string(Sources->getSpellingLineNumber(Location)) + ":" +
	       std::to_string(Sources->getSpellingColumnNumber(Location));
}

bool Unit::isHeaderFunction(const FunctionDecl *Function)
{
	if (Function->isExternallyVisible() && !Function->isInlineSpecified())
		return false;
	return !isSourceFile(pathOf(Sources->getFileLoc(Function->getLocation())));
}

void Unit::use(const FunctionDecl *Function)
{
	const FunctionDecl *Definition = nullptr;

	if (!Used.insert(Function->getCanonicalDecl()).second)
		return;
	if (!Function->hasBody(Definition) || !isHeaderFunction(Definition))
		return;
	if (!Preamble || !Definition->isFromASTFile() || !addPreambleFunction(*this, Definition->getName()))
		HeaderQueue.push_back(Definition);
}

} // namespace tophalf
