// SPDX-License-Identifier: GPL-2.0-only
// Names and places of one translation unit.
#include "frontend/unit.h"

#include "clang/Lex/Lexer.h"
#include "llvm/Support/Path.h"

#include <set>

using namespace clang;

namespace tophalf {

uint32_t Unit::file(SourceLocation Location)
{
	FileID File = Sources->getFileID(Location);
	auto [Entry, New] = Files.try_emplace(File, 0);

	if (New) {
		StringRef Name = Sources->getFilename(Location);

		Entry->second = facts_add_file(&Facts, Name.empty() ? "<built-in>" : Name.str().c_str());
	}
	return Entry->second;
}

// Where it is written: macro arguments where they are spelled, macro bodies where the outermost macro is used.
uint32_t Unit::loc(SourceLocation Location)
{
	StringRef Macro;

	while (Location.isMacroID()) {
		if (Sources->isMacroArgExpansion(Location)) {
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
	return Sources->isMacroArgExpansion(Location) ? place(Sources->getSpellingLoc(Location), Macro) : loc(Location);
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

// In normal form, as seen from the directory that the compiler runs in.
static std::string absolutePath(const FileManager &Manager, StringRef Name)
{
	llvm::SmallString<256> Path(Name);

	Manager.makeAbsolutePath(Path);
	llvm::sys::path::remove_dots(Path, true);
	return std::string(Path);
}

void Unit::localFiles()
{
	const FileManager &Manager = Sources->getFileManager();
	std::string Main =
		absolutePath(Manager, Sources->getFilename(Sources->getLocForStartOfFile(Sources->getMainFileID())));
	std::string Directory = Main.substr(0, Main.rfind('/') + 1);
	std::set<std::string> Names; // Clang's own order is that of addresses

	for (auto Entry = Sources->fileinfo_begin(); Entry != Sources->fileinfo_end(); ++Entry) {
		StringRef Name = Entry->first.getName();

		if (StringRef(absolutePath(Manager, Name)).starts_with(Directory))
			Names.insert(Name.str());
	}
	for (const std::string &Name : Names)
		facts_add_file(&Facts, Name.c_str());
}

static bool isSourceFile(StringRef Name)
{
	return Name.ends_with(".c");
}

std::string Unit::recordName(const RecordDecl *Record)
{
	std::string Name;

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
	StringRef File = Sources->getFilename(Location);

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
	return (Sources->getFilename(Sources->getFileLoc(Variable->getLocation())) + ":" + Variable->getName()).str();
}

bool Unit::isHeaderFunction(const FunctionDecl *Function)
{
	if (Function->isExternallyVisible() && !Function->isInlineSpecified())
		return false;
	return !isSourceFile(Sources->getFilename(Sources->getFileLoc(Function->getLocation())));
}

void Unit::use(const FunctionDecl *Function)
{
	const FunctionDecl *Definition = nullptr;

	if (!Used.insert(Function->getCanonicalDecl()).second)
		return;
	if (Function->hasBody(Definition) && isHeaderFunction(Definition))
		HeaderQueue.push_back(Definition);
}

} // namespace tophalf
