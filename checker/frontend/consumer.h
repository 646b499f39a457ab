// SPDX-License-Identifier: GPL-2.0-only
// From a parsed translation unit to its facts.
#ifndef TOPHALF_FRONTEND_CONSUMER_H
#define TOPHALF_FRONTEND_CONSUMER_H

#include "clang/AST/ASTConsumer.h"

#include "frontend/unit.h"

namespace tophalf {

class Consumer : public clang::ASTConsumer {
public:
	enum Whole { OF_UNIT, OF_PREAMBLE };

	// Of a unit: its own functions and the header functions that they use. Of a preamble: all header functions.
	Consumer(Unit &U, Whole What) : U(U), What(What) {}

	// Parsing ends early where it is in vain.
	bool HandleTopLevelDecl(clang::DeclGroupRef) override { return U.Unsound.empty(); }
	void HandleTranslationUnit(clang::ASTContext &Context) override;

private:
	void declaration(const clang::Decl *D);
	void addAlias(const clang::FunctionDecl *Function);
	bool add(const clang::FunctionDecl *Function);
	void addHeader(const clang::FunctionDecl *Function);

	Unit &U;
	Whole What;
};

} // namespace tophalf

#endif
