// SPDX-License-Identifier: GPL-2.0-only
// Macros kept as calls. As such a macro is defined, a stand-in takes its place:
//     #define __keep_NAME(...) __op_NAME(__VA_ARGS__)
// so that the AST holds a call with the macro's name and its arguments whatever the macro expands to
// under this .config. Function-like macros only; a function of that name stays what it is. Annotations behind
// declarations become `annotate` attributes in the same way. Formats (`#define pr_fmt(text) "driver: " text`) are
// made to add nothing: what a message says is for people, and header functions should not differ by it.
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/PPCallbacks.h"

#include "frontend/unit.h"

using namespace clang;

namespace tophalf {

static const char StandIn[] = "__keep_";

std::string macroPrologue(const frontend_options &Options)
{
	std::string Text;

	for (size_t I = 0; I < Options.nmacros; I++) {
		std::string Name = Options.macros[I];

		Text += "long " MACRO_CALL_PREFIX + Name + "();\n";
		Text += "#define " + (StandIn + Name) + "(...) " MACRO_CALL_PREFIX + Name + "(__VA_ARGS__)\n";
	}
	for (size_t I = 0; I < Options.nformats; I++)
		Text += "#define " + (StandIn + std::string(Options.formats[I])) + "(text) text\n";
	for (size_t I = 0; I < Options.nannotations; I++) {
		std::string Name = Options.annotations[I];

		Text += "#define " + (StandIn + Name) + "(...) __attribute__((annotate(\"" + Name +
			":\" #__VA_ARGS__)))\n";
	}
	return Text;
}

namespace {
class Watcher : public PPCallbacks {
public:
	Watcher(Preprocessor &PP, Unit &U) : PP(PP), U(U), Counter(PP.getIdentifierInfo("__COUNTER__"))
	{
		const frontend_options &Options = U.Options;

		for (size_t I = 0; I < Options.nmacros; I++)
			keep(Options.macros[I]);
		for (size_t I = 0; I < Options.nannotations; I++)
			keep(Options.annotations[I]);
		for (size_t I = 0; I < Options.nformats; I++)
			keep(Options.formats[I]);
	}

	void MacroDefined(const Token &NameToken, const MacroDirective *Directive) override
	{
		IdentifierInfo *Name = NameToken.getIdentifierInfo();
		auto Found = Kept.find(Name);

		if (Found == Kept.end() || !Directive->getMacroInfo()->isFunctionLike())
			return;
		// Looked up only now: what is asked for before a precompiled header is loaded is not found in it.
		if (MacroInfo *Replacement = PP.getMacroInfo(PP.getIdentifierInfo(StandIn + Found->second)))
			PP.appendDefMacroDirective(Name, Replacement, NameToken.getLocation());
	}

	void MacroExpands(const Token &NameToken, const MacroDefinition &, SourceRange, const MacroArgs *) override
	{
		if (NameToken.getIdentifierInfo() != Counter)
			return;
		// Within an argument of a macro the one is the place of the argument, the other may be.
		U.Counted.insert(PP.getSourceManager().getExpansionLoc(NameToken.getLocation()));
		U.Counted.insert(PP.getSourceManager().getFileLoc(NameToken.getLocation()));
	}

private:
	void keep(const std::string &Name) { Kept[PP.getIdentifierInfo(Name)] = Name; }

	Preprocessor &PP;
	Unit &U;
	const IdentifierInfo *Counter;
	llvm::DenseMap<IdentifierInfo *, std::string> Kept;
};
} // namespace

void keepMacrosAsCalls(Preprocessor &PP, Unit &U)
{
	PP.addPPCallbacks(std::make_unique<Watcher>(PP, U));
}

} // namespace tophalf
