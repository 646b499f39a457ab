// SPDX-License-Identifier: GPL-2.0-only
#include "frontend/consumer.h"

#include "clang/AST/Attr.h"

#include <algorithm>

using namespace clang;

namespace tophalf {

// int init_module(void) __attribute__((alias("foo_init"))): a name that holds a function.
void Consumer::addAlias(const FunctionDecl *Function)
{
	const auto *Alias = Function->getAttr<AliasAttr>();

	if (!Alias)
		return;
	fact_initial Initial = {U.string(Function->getName()), FACTS_NONE, FACTS_NONE, U.string(Alias->getAliasee()),
				U.loc(Function->getLocation())};

	vec_push(&U.Facts.initials, Initial);
}

bool Consumer::add(const FunctionDecl *Function)
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

void Consumer::addHeader(const FunctionDecl *Function)
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
}

void Consumer::declaration(const Decl *D)
{
	if (const auto *Function = dyn_cast<FunctionDecl>(D)) {
		addAlias(Function);
		if (!Function->isThisDeclarationADefinition())
			return;
		if (!U.isHeaderFunction(Function))
			add(Function);
		else if (What == OF_PREAMBLE)
			U.use(Function);
	} else if (const auto *Variable = dyn_cast<VarDecl>(D)) {
		U.global(Variable);
		addInitials(U, Variable);
	}
}

void Consumer::HandleTranslationUnit(ASTContext &Context)
{
	const TranslationUnitDecl *Top = Context.getTranslationUnitDecl();

	const SourceManager &Sources = Context.getSourceManager();

	U.begin(Context);
	U.MainLines = uint32_t(Sources.getBufferData(Sources.getMainFileID()).count('\n'));
	// What a preamble declares is in the facts of that, and stays unread unless it is used.
	for (auto D = Top->noload_decls_begin(); D != Top->noload_decls_end(); ++D)
		if (!D->isFromASTFile())
			declaration(*D);
	// Adding one may use more.
	for (size_t I = 0; I < U.HeaderQueue.size(); I++)
		addHeader(U.HeaderQueue[I]);
	std::sort(U.Facts.headers.at, U.Facts.headers.at + U.Facts.headers.count,
		  [&](const fact_header &A, const fact_header &B) {
			  return strcmp(intern_text(&U.Facts.strings, A.name), intern_text(&U.Facts.strings, B.name)) <
				 0;
		  });
	addInputs(U);
}

} // namespace tophalf
