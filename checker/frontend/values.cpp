// SPDX-License-Identifier: GPL-2.0-only
// Expressions as abstract values. Casts, parentheses, likely() and statement expressions are looked
// through; what has no abstract form, or too long a one, is UNKNOWN. Equal values of a function share one record.
#include "clang/Basic/Builtins.h"

#include "frontend/unit.h"

using namespace clang;

namespace tophalf {

uint32_t Values::add(value_kind Kind, uint32_t A, uint32_t B, uint32_t C)
{
	fact_value Value = {Kind, A, B, C};
	uint64_t Key = hash_mix(map_pair(Kind, A), map_pair(B, C));
	uint32_t Operands[3], Length = 1;

	for (int I = fact_operands(&Value, Operands); I-- > 0;)
		Length += Lengths[Operands[I] - FirstValue];
	if (Length > FACTS_MAX_UNFOLDED)
		return unknown();
	auto [Entry, New] = Known.try_emplace(Key, uint32_t(U.Facts.values.count));

	if (New) {
		vec_push(&U.Facts.values, Value);
		Lengths.push_back(Length);
	}
	return Entry->second;
}

uint32_t Values::constant(int64_t Number)
{
	return add(VALUE_CONST, uint32_t(Number), uint32_t(uint64_t(Number) >> 32), 0);
}

bool Values::isConstant(uint32_t Value, int64_t &Number)
{
	const fact_value &V = U.Facts.values.at[Value];

	if (V.kind != VALUE_CONST)
		return false;
	Number = fact_constant(&V);
	return true;
}

uint32_t Values::local(const VarDecl *Variable)
{
	auto [Entry, New] = Locals.try_emplace(Variable, uint32_t(U.Facts.locals.count) - FirstLocal);

	if (New) {
		fact_local Local = {U.string(U.stableName(Variable)), U.string(U.recordName(Variable->getType()))};
		vec_push(&U.Facts.locals, Local);
	}
	return Entry->second;
}

// The position of a parameter of the function itself; parameters of other functions cannot appear.
static bool isOwnParameter(const VarDecl *Variable, uint32_t &Index)
{
	const auto *Parameter = dyn_cast<ParmVarDecl>(Variable);

	if (!Parameter)
		return false;
	Index = Parameter->getFunctionScopeIndex();
	return true;
}

uint32_t Values::variable(const VarDecl *Variable)
{
	uint32_t Index;

	if (isOwnParameter(Variable, Index))
		return Index < Function->getNumParams() ? add(VALUE_PARAM, Index, 0, 0) : unknown();
	// `static const bool … = false` says what it is
	if (Variable->getType().isConstQualified() && Variable->getType()->isIntegerType() && Variable->hasInit() &&
	    !Variable->hasLocalStorage()) {
		uint32_t Known = value(Variable->getInit());
		int64_t Number;

		if (isConstant(Known, Number))
			return Known;
	}
	if (Variable->hasLocalStorage())
		return add(VALUE_LOCAL, local(Variable), 0, 0);
	return add(VALUE_LOAD, variableAddress(Variable), 0, 0);
}

uint32_t Values::variableAddress(const VarDecl *Variable)
{
	uint32_t Index;

	if (isOwnParameter(Variable, Index))
		return Index < Function->getNumParams() ? add(VALUE_PARAM_ADDRESS, Index, 0, 0) : unknown();
	if (Variable->hasLocalStorage())
		return add(VALUE_LOCAL_ADDRESS, local(Variable), 0, 0);
	U.global(Variable);
	return add(VALUE_GLOBAL, U.string(U.variableName(Variable)), !Variable->isExternallyVisible(), 0);
}

uint32_t Values::function(const FunctionDecl *Callee)
{
	U.use(Callee);
	return add(VALUE_FUNCTION, U.string(U.stableName(Callee)), !Callee->isExternallyVisible(), 0);
}

uint32_t Values::fieldOf(uint32_t Base, const FieldDecl *Field)
{
	// Members of an anonymous struct or union belong to the record around it.
	if (Field->isAnonymousStructOrUnion())
		return Base;
	return add(VALUE_FIELD, Base, U.field(Field), 0);
}

uint32_t Values::address(const Expr *E)
{
	E = E->IgnoreParenCasts();
	if (const auto *Reference = dyn_cast<DeclRefExpr>(E)) {
		if (const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl()))
			return variableAddress(Variable);
		if (const auto *Callee = dyn_cast<FunctionDecl>(Reference->getDecl()))
			return function(Callee);
	} else if (const auto *Member = dyn_cast<MemberExpr>(E)) {
		if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
			return fieldOf(Member->isArrow() ? value(Member->getBase()) : address(Member->getBase()),
				       Field);
	} else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E)) {
		const Expr *Base = Subscript->getBase()->IgnoreParenCasts();
		uint32_t Array = Base->getType()->isArrayType() ? address(Base) : value(Base);
		int64_t Index;

		// p[0] is *p
		if (!Base->getType()->isArrayType() && isConstant(value(Subscript->getIdx()), Index) && !Index)
			return Array;
		return add(VALUE_ELEMENT, Array, 0, 0);
	} else if (const auto *Operator = dyn_cast<UnaryOperator>(E)) {
		if (Operator->getOpcode() == UO_Deref || Operator->getOpcode() == UO_Extension)
			return Operator->getOpcode() == UO_Deref ? value(Operator->getSubExpr())
								 : address(Operator->getSubExpr());
	} else if (const auto *Selection = dyn_cast<GenericSelectionExpr>(E)) {
		return address(Selection->getResultExpr());
	} else if (const auto *Choice = dyn_cast<ChooseExpr>(E)) {
		return address(Choice->getChosenSubExpr());
	}
	return unknown();
}

uint32_t Values::fold(enum fact_operator Operator, uint32_t Left, uint32_t Right)
{
	int64_t L, R;

	if (isConstant(Left, L) && isConstant(Right, R)) {
		auto UL = uint64_t(L), UR = uint64_t(R);

		// clang-format off
		switch (Operator) {
		case OPERATOR_AND: return constant(L & R);
		case OPERATOR_OR: return constant(L | R);
		case OPERATOR_XOR: return constant(L ^ R);
		case OPERATOR_ADD: return constant(int64_t(UL + UR));
		case OPERATOR_SUB: return constant(int64_t(UL - UR));
		case OPERATOR_MUL: return constant(int64_t(UL * UR));
		case OPERATOR_DIV:
			if (R && !(R == -1 && L == INT64_MIN))
				return constant(L / R);
			break;
		case OPERATOR_REM:
			if (R && R != -1)
				return constant(L % R);
			break;
		case OPERATOR_SHL: return constant(UR < 64 ? int64_t(UL << UR) : 0);
		case OPERATOR_SHR:
			if (L < 0)
				break;
			return constant(UR < 64 ? int64_t(UL >> UR) : 0);
		case OPERATOR_EQ: return constant(L == R);
		case OPERATOR_NE: return constant(L != R);
		case OPERATOR_LT: return constant(L < R);
		case OPERATOR_LE: return constant(L <= R);
		case OPERATOR_GT: return constant(L > R);
		case OPERATOR_GE: return constant(L >= R);
		default: break;
		}
		// clang-format on
	}
	return add(VALUE_BINARY, Operator, Left, Right);
}

// clang-format off
static bool operatorOf(BinaryOperatorKind Kind, enum fact_operator &Operator)
{
	switch (Kind) {
	case BO_And: case BO_AndAssign: Operator = OPERATOR_AND; return true;
	case BO_Or: case BO_OrAssign: Operator = OPERATOR_OR; return true;
	case BO_Xor: case BO_XorAssign: Operator = OPERATOR_XOR; return true;
	case BO_Add: case BO_AddAssign: Operator = OPERATOR_ADD; return true;
	case BO_Sub: case BO_SubAssign: Operator = OPERATOR_SUB; return true;
	case BO_Mul: case BO_MulAssign: Operator = OPERATOR_MUL; return true;
	case BO_Div: case BO_DivAssign: Operator = OPERATOR_DIV; return true;
	case BO_Rem: case BO_RemAssign: Operator = OPERATOR_REM; return true;
	case BO_Shl: case BO_ShlAssign: Operator = OPERATOR_SHL; return true;
	case BO_Shr: case BO_ShrAssign: Operator = OPERATOR_SHR; return true;
	case BO_EQ: Operator = OPERATOR_EQ; return true;
	case BO_NE: Operator = OPERATOR_NE; return true;
	case BO_LT: Operator = OPERATOR_LT; return true;
	case BO_LE: Operator = OPERATOR_LE; return true;
	case BO_GT: Operator = OPERATOR_GT; return true;
	case BO_GE: Operator = OPERATOR_GE; return true;
	case BO_LAnd: Operator = OPERATOR_LAND; return true;
	case BO_LOr: Operator = OPERATOR_LOR; return true;
	default: return false;
	}
}
// clang-format on

// pointer - offsetof(record, field), which is how container_of() is written; UNKNOWN for anything else.
uint32_t Values::container(const BinaryOperator *B)
{
	const auto *Offset = dyn_cast<OffsetOfExpr>(B->getRHS()->IgnoreParenCasts());
	uint32_t Address;

	if (B->getOpcode() != BO_Sub || !Offset || !B->getLHS()->getType()->isPointerType())
		return unknown();
	for (unsigned I = 0; I < Offset->getNumComponents(); ++I)
		if (Offset->getComponent(I).getKind() != OffsetOfNode::Field)
			return unknown();
	Address = value(B->getLHS());
	for (unsigned I = Offset->getNumComponents(); I-- > 0;) {
		const FieldDecl *Field = Offset->getComponent(I).getField();

		if (!Field->isAnonymousStructOrUnion())
			Address = add(VALUE_CONTAINER, Address, U.field(Field), 0);
	}
	return Address;
}

uint32_t Values::binary(const BinaryOperator *B)
{
	enum fact_operator Operator;
	uint32_t Container = container(B);

	if (U.Facts.values.at[Container].kind != VALUE_UNKNOWN)
		return Container;
	if (B->getOpcode() == BO_Comma)
		return value(B->getRHS());
	// The value of an assignment is what its left side now holds.
	if (B->isAssignmentOp() && !B->isCompoundAssignmentOp())
		return value(B->getRHS());
	if (!operatorOf(B->getOpcode(), Operator))
		return unknown();
	if (B->isCompoundAssignmentOp() && B->getLHS()->IgnoreParenCasts()->getType()->isPointerType())
		return unknown();
	uint32_t Left = value(B->getLHS()), Right = value(B->getRHS());

	// Numbers are signed from here on: an order that needs 64 unsigned bits has no abstract form.
	if (B->isRelationalOp() && B->getLHS()->getType()->isUnsignedIntegerType()) {
		int64_t Number;

		if ((isConstant(Left, Number) && Number < 0) || (isConstant(Right, Number) && Number < 0))
			return unknown();
	}
	return fold(Operator, Left, Right);
}

uint32_t Values::unary(const UnaryOperator *O)
{
	int64_t Number;
	uint32_t Inner;

	switch (O->getOpcode()) {
	case UO_AddrOf:
		return address(O->getSubExpr());
	case UO_Deref: {
		uint32_t Pointer = value(O->getSubExpr());

		return O->getType()->isFunctionType() ? Pointer : add(VALUE_LOAD, Pointer, 0, 0);
	}
	case UO_Extension:
	case UO_Plus:
		return value(O->getSubExpr());
	case UO_LNot:
		Inner = value(O->getSubExpr());
		return isConstant(Inner, Number) ? constant(!Number) : add(VALUE_UNARY, OPERATOR_NOT, Inner, 0);
	case UO_Not:
		Inner = value(O->getSubExpr());
		return isConstant(Inner, Number) ? constant(~Number) : add(VALUE_UNARY, OPERATOR_COMPLEMENT, Inner, 0);
	case UO_Minus:
		Inner = value(O->getSubExpr());
		return isConstant(Inner, Number) ? constant(int64_t(-uint64_t(Number)))
						 : add(VALUE_UNARY, OPERATOR_NEGATE, Inner, 0);
	default:
		return unknown();
	}
}

uint32_t Values::builtin(const CallExpr *Call, unsigned Builtin)
{
	switch (Builtin) {
	case Builtin::BI__builtin_expect:
	case Builtin::BI__builtin_expect_with_probability:
	case Builtin::BI__builtin_assume_aligned:
		return value(Call->getArg(0));
	case Builtin::BI__builtin_constant_p: {
		int64_t Number;

		return constant(isConstant(value(Call->getArg(0)), Number));
	}
	default:
		return unknown();
	}
}

// Casts of variables are looked through; of a constant they change the number: (unsigned)-1 is not -1.
uint32_t Values::converted(uint32_t Value, QualType Type)
{
	int64_t Number;
	unsigned Width;

	if (!isConstant(Value, Number) || !Type->isIntegralOrEnumerationType() || Type->isDependentType())
		return Value;
	if (Type->isBooleanType())
		return constant(Number != 0);
	Width = U.Ctx->getIntWidth(Type);
	if (Width >= 64)
		return Value;
	llvm::APInt Bits(64, uint64_t(Number));
	Bits = Bits.trunc(Width);
	return constant(int64_t(Type->isSignedIntegerOrEnumerationType() ? Bits.getSExtValue() : Bits.getZExtValue()));
}

uint32_t Values::value(const Expr *E)
{
	if (const auto *Paren = dyn_cast<ParenExpr>(E))
		return value(Paren->getSubExpr());
	if (const auto *Cast = dyn_cast<CastExpr>(E))
		return converted(value(Cast->getSubExpr()), E->getType());
	return converted(plain(E), E->getType());
}

uint32_t Values::plain(const Expr *E)
{
	E = E->IgnoreParenCasts();
	switch (E->getStmtClass()) {
	case Stmt::IntegerLiteralClass: {
		llvm::APInt Number = cast<IntegerLiteral>(E)->getValue();

		return Number.getActiveBits() <= 64 ? constant(int64_t(Number.getZExtValue())) : unknown();
	}
	case Stmt::CharacterLiteralClass:
		return constant(cast<CharacterLiteral>(E)->getValue());
	case Stmt::StringLiteralClass:
		return add(VALUE_STRING, 0, 0, 0);
	case Stmt::DeclRefExprClass: {
		const ValueDecl *Declaration = cast<DeclRefExpr>(E)->getDecl();

		if (const auto *Enumerator = dyn_cast<EnumConstantDecl>(Declaration)) {
			const llvm::APSInt &Number = Enumerator->getInitVal();

			return Number.getSignificantBits() <= 64 ? constant(Number.getExtValue())
								 : constant(int64_t(Number.getZExtValue()));
		}
		if (const auto *Callee = dyn_cast<FunctionDecl>(Declaration))
			return function(Callee);
		if (const auto *Variable = dyn_cast<VarDecl>(Declaration))
			return Variable->getType()->isArrayType() ? variableAddress(Variable) : variable(Variable);
		return unknown();
	}
	case Stmt::MemberExprClass:
	case Stmt::ArraySubscriptExprClass: {
		uint32_t Address = address(E);

		return E->getType()->isArrayType() || U.Facts.values.at[Address].kind == VALUE_UNKNOWN
			       ? Address
			       : add(VALUE_LOAD, Address, 0, 0);
	}
	case Stmt::UnaryOperatorClass:
		return unary(cast<UnaryOperator>(E));
	case Stmt::BinaryOperatorClass:
	case Stmt::CompoundAssignOperatorClass:
		return binary(cast<BinaryOperator>(E));
	case Stmt::ConditionalOperatorClass: {
		const auto *Choice = cast<ConditionalOperator>(E);
		uint32_t Condition = value(Choice->getCond());
		int64_t Number;

		if (isConstant(Condition, Number))
			return value(Number ? Choice->getTrueExpr() : Choice->getFalseExpr());
		uint32_t True = value(Choice->getTrueExpr()), False = value(Choice->getFalseExpr());

		return True == False ? True : add(VALUE_SELECT, Condition, True, False);
	}
	case Stmt::BinaryConditionalOperatorClass: {
		const auto *Choice = cast<BinaryConditionalOperator>(E);
		uint32_t Common = value(Choice->getCommon());

		return add(VALUE_SELECT, Common, Common, value(Choice->getFalseExpr()));
	}
	case Stmt::OpaqueValueExprClass: {
		const Expr *Source = cast<OpaqueValueExpr>(E)->getSourceExpr();

		return Source ? value(Source) : unknown();
	}
	case Stmt::CallExprClass: {
		const auto *Call = cast<CallExpr>(E);
		auto Found = Results.find(Call);

		if (unsigned Builtin = Call->getBuiltinCallee())
			return builtin(Call, Builtin);
		return Found == Results.end() ? unknown() : add(VALUE_RESULT, Found->second, 0, 0);
	}
	case Stmt::StmtExprClass: {
		const Expr *Last = nullptr;

		for (const Stmt *S : cast<StmtExpr>(E)->getSubStmt()->body())
			if (!isa<NullStmt>(S))
				Last = dyn_cast<Expr>(S);
		return Last ? value(Last) : unknown();
	}
	case Stmt::GenericSelectionExprClass:
		return value(cast<GenericSelectionExpr>(E)->getResultExpr());
	case Stmt::ChooseExprClass:
		return value(cast<ChooseExpr>(E)->getChosenSubExpr());
	case Stmt::UnaryExprOrTypeTraitExprClass:
	case Stmt::OffsetOfExprClass:
	case Stmt::TypeTraitExprClass: {
		Expr::EvalResult Result;

		if (E->EvaluateAsInt(Result, *U.Ctx) && Result.Val.getInt().getSignificantBits() <= 64)
			return constant(Result.Val.getInt().getExtValue());
		return unknown();
	}
	default:
		return unknown();
	}
}

} // namespace tophalf
