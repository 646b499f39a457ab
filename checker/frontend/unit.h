// SPDX-License-Identifier: GPL-2.0-only
// Shared state of one translation unit's extraction, and the steps that fill its facts:
// values.cpp (expressions), body.cpp (control flow graphs), initials.cpp (static initialisers),
// macros.cpp (macros kept as calls), inputs.cpp (files that were read), preamble.cpp (headers parsed before),
// compiler.cpp (a Clang for a command), frontend.cpp (one unit).
#ifndef TOPHALF_FRONTEND_UNIT_H
#define TOPHALF_FRONTEND_UNIT_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"

#include "frontend/frontend.h"

namespace tophalf {

// What all functions of one unit share.
class Unit {
public:
	Unit(facts_builder &Facts, const frontend_options &Options) : Facts(Facts), Options(Options) {}

	void begin(clang::ASTContext &Context)
	{
		Ctx = &Context;
		Sources = &Context.getSourceManager();
	}

	uint32_t string(llvm::StringRef Text) { return facts_add_string(&Facts, Text.data(), Text.size()); }
	uint32_t loc(clang::SourceLocation Location);
	// The same, but an argument of a macro is also said to be of that macro.
	uint32_t locInMacro(clang::SourceLocation Location);
	uint32_t field(const clang::FieldDecl *Field);

	// Makes a global's type known: it is a field of no record.
	void global(const clang::VarDecl *Variable);

	// Tag of the record that a type is, points to, or is an array of; "" if none.
	std::string recordName(clang::QualType Type);
	std::string recordName(const clang::RecordDecl *Record);

	// Name of a variable in the facts: file-local ones carry their path.
	std::string variableName(const clang::VarDecl *Variable);

	// Written in a header and private to each unit that includes it.
	bool isHeaderFunction(const clang::FunctionDecl *Function);

	// The name of a variable or function, the same however the unit was parsed: what a macro made of __COUNTER__ carries no number.
	std::string stableName(const clang::NamedDecl *Declaration);

	// Absolute and in normal form; "<built-in>" where there is no file.
	llvm::StringRef pathOf(clang::SourceLocation Location);
	std::string pathOf(clang::FileEntryRef File) const;

	// Notes that a function is referred to: header functions are extracted when they are, those of the preamble
	// have been.
	void use(const clang::FunctionDecl *Function);

	// Where macros that use __COUNTER__ are expanded (macros.cpp).
	llvm::DenseSet<clang::SourceLocation> Counted;

	facts_builder &Facts;
	const frontend_options &Options;
	clang::ASTContext *Ctx = nullptr;
	clang::SourceManager *Sources = nullptr;
	// While a header's function is added: what it sees of a type is what headers say.
	bool InHeader = false;
	std::vector<const clang::FunctionDecl *> HeaderQueue; // used, in order of first use
	const preamble *Preamble = nullptr;
	uint32_t MainLines = 0;                // lines of the main file
	std::string Unsound;                   // why it cannot be parsed on top of the preamble; "" as long as it can
	llvm::DenseSet<uint32_t> FromPreamble; // header functions of it that are listed

private:
	uint32_t file(clang::SourceLocation Location);
	// Not pasted together by a macro: such a token stands in no file.
	bool isWritten(clang::SourceLocation Spelled) const;
	uint32_t place(clang::SourceLocation Location, llvm::StringRef Macro);

	llvm::DenseMap<clang::FileID, uint32_t> Files;
	llvm::DenseMap<clang::FileID, std::string> Paths;
	llvm::DenseMap<const clang::FieldDecl *, uint32_t> Fields;
	llvm::DenseSet<const clang::FunctionDecl *> Used;
};

// Expressions of one function as abstract values.
class Values {
public:
	Values(Unit &U, const clang::FunctionDecl *Function) : U(U), Function(Function) {}

	uint32_t value(const clang::Expr *E);   // what it evaluates to
	uint32_t address(const clang::Expr *E); // where the object it names stands
	uint32_t constant(int64_t Number);
	uint32_t unknown() { return add(VALUE_UNKNOWN, 0, 0, 0); }
	uint32_t add(value_kind Kind, uint32_t A, uint32_t B, uint32_t C);
	uint32_t variable(const clang::VarDecl *Variable);        // value of a local or parameter
	uint32_t variableAddress(const clang::VarDecl *Variable); // address of any variable
	uint32_t fieldOf(uint32_t Base, const clang::FieldDecl *Field);
	uint32_t function(const clang::FunctionDecl *Callee);

	// Which event of the function gives a call's result.
	void setResult(const clang::Expr *Call, uint32_t Event) { Results[Call] = Event; }

private:
	uint32_t plain(const clang::Expr *E); // without what its type does to a constant
	uint32_t converted(uint32_t Value, clang::QualType Type);
	uint32_t local(const clang::VarDecl *Variable);
	uint32_t binary(const clang::BinaryOperator *B);
	uint32_t container(const clang::BinaryOperator *B);
	uint32_t unary(const clang::UnaryOperator *O);
	uint32_t builtin(const clang::CallExpr *Call, unsigned Builtin);
	uint32_t fold(enum fact_operator Operator, uint32_t Left, uint32_t Right);
	bool isConstant(uint32_t Value, int64_t &Number);

	Unit &U;
	const clang::FunctionDecl *Function;
	llvm::DenseMap<const clang::VarDecl *, uint32_t> Locals;
	llvm::DenseMap<const clang::Expr *, uint32_t> Results;
	std::unordered_map<uint64_t, uint32_t> Known;
	std::vector<uint32_t> Lengths; // what each value unfolds to
	uint32_t FirstLocal = uint32_t(U.Facts.locals.count);
	uint32_t FirstValue = uint32_t(U.Facts.values.count);
};

// Adds the facts of a function with a body. Returns false if Clang cannot build its control flow graph.
bool addFunction(Unit &U, const clang::FunctionDecl *Function);

// Adds the function addresses that a variable's initialiser holds.
void addInitials(Unit &U, const clang::VarDecl *Variable);

// Definitions of stand-ins, to be parsed before the source, and the watcher that puts them in place.
std::string macroPrologue(const frontend_options &Options);
void keepMacrosAsCalls(clang::Preprocessor &PP, Unit &U);

// Every file that was read, with its content, as inputs of the facts (inputs.cpp).
void addInputs(Unit &U);
fact_hash hashContent(llvm::StringRef Text);

// The macro a call stands for ("" if it is an ordinary function's name).
llvm::StringRef macroOfCallee(llvm::StringRef Name);

} // namespace tophalf

#endif
