// SPDX-License-Identifier: GPL-2.0-only
// Function addresses in static initialisers: which function stands in which field of which object.
#include "frontend/unit.h"

using namespace clang;

namespace tophalf {

namespace {
class Initials {
public:
	Initials(Unit &U, const VarDecl *Variable) : U(U), Object(U.string(U.variableName(Variable))) {}

	void walk(const Expr *Init, uint32_t Field, uint32_t Embedding)
	{
		Init = Init->IgnoreParenCasts();
		if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(Init))
			Init = Literal->getInitializer()->IgnoreParenCasts();
		if (const auto *Address = dyn_cast<UnaryOperator>(Init))
			if (Address->getOpcode() == UO_AddrOf)
				Init = Address->getSubExpr()->IgnoreParenCasts();
		// &((struct outer){…}).inner initialises all of the literal
		while (const auto *Inner = dyn_cast<MemberExpr>(Init)) {
			if (Inner->isArrow())
				return;
			Init = Inner->getBase()->IgnoreParenCasts();
		}
		if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(Init))
			Init = Literal->getInitializer()->IgnoreParenCasts();

		if (const auto *List = dyn_cast<InitListExpr>(Init)) {
			list(List, Field);
		} else if (const auto *Reference = dyn_cast<DeclRefExpr>(Init)) {
			if (const auto *Function = dyn_cast<FunctionDecl>(Reference->getDecl()))
				add(Function, Init->getExprLoc(), Field, Embedding);
		} else if (const auto *Choice = dyn_cast<ConditionalOperator>(Init)) {
			walk(Choice->getTrueExpr(), Field, Embedding);
			walk(Choice->getFalseExpr(), Field, Embedding);
		}
	}

private:
	void list(const InitListExpr *List, uint32_t Field)
	{
		QualType Type = List->getType();

		if (const auto *Array = Type->getAsArrayTypeUnsafe()) {
			QualType Element = Array->getElementType();

			if (Element->isRecordType() || Element->isPointerType() || Element->isArrayType())
				for (const Expr *Item : List->inits())
					walk(Item, Field, FACTS_NONE);
			return;
		}
		const RecordDecl *Record = Type->isRecordType() ? Type->getAsRecordDecl() : nullptr;

		if (!Record)
			return;
		if (Record->isUnion()) {
			if (List->getNumInits() && List->getInitializedFieldInUnion())
				member(List->getInitializedFieldInUnion(), List->getInit(0), Field);
			return;
		}
		unsigned Index = 0;
		for (const FieldDecl *Member : Record->fields()) {
			if (Member->isUnnamedBitField())
				continue;
			if (Index >= List->getNumInits())
				break;
			member(Member, List->getInit(Index++), Field);
		}
	}

	void member(const FieldDecl *Member, const Expr *Init, uint32_t Outer)
	{
		QualType Type = Init->getType();

		if (!Type->isPointerType() && !Type->isRecordType() && !Type->isArrayType())
			return;
		walk(Init, Member->isAnonymousStructOrUnion() ? Outer : U.field(Member), Outer);
	}

	void add(const FunctionDecl *Function, SourceLocation Location, uint32_t Field, uint32_t Embedding)
	{
		fact_initial Initial = {Object, Field, Embedding, U.string(U.stableName(Function)),
					U.locInMacro(Location)};

		U.use(Function);
		vec_push(&U.Facts.initials, Initial);
	}

	Unit &U;
	uint32_t Object;
};
} // namespace

void addInitials(Unit &U, const VarDecl *Variable)
{
	if (const Expr *Init = Variable->getInit())
		Initials(U, Variable).walk(Init, FACTS_NONE, FACTS_NONE);
}

} // namespace tophalf
