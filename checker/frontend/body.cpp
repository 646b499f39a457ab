// SPDX-License-Identifier: GPL-2.0-only
// A function body as a reduced control flow graph: of Clang's CFG only calls, assignments to locals, stores,
// returns and branch conditions are kept.
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/Builtins.h"

#include "frontend/unit.h"

using namespace clang;

namespace tophalf {

namespace {
class Body {
public:
	Body(Unit &U, const FunctionDecl *Function) : U(U), Function(Function), V(U, Function) {}
	bool add();

private:
	void header(fact_func &Func);
	void blocks(const CFG &Graph, fact_func &Func);
	void element(const CFGElement &Element);
	void statement(const Stmt *S);
	void call(const CallExpr *Call);
	void declaration(const VarDecl *Variable);
	void initialise(uint32_t Address, const Expr *Init);
	void assign(const Expr *Left, uint32_t Value, SourceLocation Location);
	void terminator(const CFGBlock &Block, fact_block &Record);
	void event(event_kind Kind, SourceLocation Location, uint32_t Target, uint32_t Value,
		   llvm::ArrayRef<uint32_t> Arguments = {});
	fact_range since(uint32_t First, size_t Now) { return {First, uint32_t(Now) - First}; }

	Unit &U;
	const FunctionDecl *Function;
	Values V;
	uint32_t FirstEvent = uint32_t(U.Facts.events.count);
	llvm::DenseMap<const CFGBlock *, uint32_t> Numbers;
};
} // namespace

void Body::event(event_kind Kind, SourceLocation Location, uint32_t Target, uint32_t Value,
		 llvm::ArrayRef<uint32_t> Arguments)
{
	fact_event Event = {};

	Event.kind = Kind;
	Event.loc = U.loc(Location);
	Event.target = Target;
	Event.value = Value;
	Event.args.first = uint32_t(U.Facts.args.count);
	Event.args.count = uint32_t(Arguments.size());
	for (uint32_t Argument : Arguments) {
		fact_arg Record = {Argument};
		vec_push(&U.Facts.args, Record);
	}
	vec_push(&U.Facts.events, Event);
}

// The local record that memset(&record, 0, sizeof record) clears, or null.
static const Expr *zeroed(const CallExpr *Call)
{
	const ASTContext &Ctx = Call->getCalleeDecl()->getASTContext();
	Expr::EvalResult Byte, Size;

	if (Call->getBuiltinCallee() != Builtin::BI__builtin_memset && Call->getBuiltinCallee() != Builtin::BImemset)
		return nullptr;
	const auto *Address = dyn_cast<UnaryOperator>(Call->getArg(0)->IgnoreParenCasts());

	if (!Address || Address->getOpcode() != UO_AddrOf)
		return nullptr;
	const auto *Reference = dyn_cast<DeclRefExpr>(Address->getSubExpr()->IgnoreParens());
	const auto *Variable = Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;

	if (!Variable || !Variable->hasLocalStorage() || !Variable->getType()->isRecordType() ||
	    !Call->getArg(1)->EvaluateAsInt(Byte, Ctx) || Byte.Val.getInt() != 0 ||
	    !Call->getArg(2)->EvaluateAsInt(Size, Ctx) ||
	    Size.Val.getInt().getExtValue() != Ctx.getTypeSizeInChars(Variable->getType()).getQuantity())
		return nullptr;
	return Reference;
}

void Body::call(const CallExpr *Call)
{
	llvm::SmallVector<uint32_t, 8> Arguments;
	const FunctionDecl *Callee = Call->getDirectCallee();
	uint32_t Target;

	if (Call->getBuiltinCallee() && !(Callee && Callee->hasBody())) {
		if (const Expr *Record = zeroed(Call))
			event(EVENT_ZERO, Call->getExprLoc(), V.address(Record), FACTS_NONE);
		return;
	}
	if (Callee) {
		U.use(Callee);
		Target = V.function(Callee);
	} else {
		Target = V.value(Call->getCallee());
	}
	for (const Expr *Argument : Call->arguments())
		Arguments.push_back(V.value(Argument));
	V.setResult(Call, uint32_t(U.Facts.events.count) - FirstEvent);
	event(EVENT_CALL, Call->getExprLoc(), Target, FACTS_NONE, Arguments);
}

// Whether all that an initialiser does not name is zero: with a union, what is named may be read by another name.
static bool zeroesTheRest(const Expr *Init)
{
	Init = Init->IgnoreParenCasts();
	if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(Init))
		Init = Literal->getInitializer()->IgnoreParenCasts();
	const auto *List = dyn_cast<InitListExpr>(Init);

	if (!List)
		return !Init->getType()->isRecordType() || isa<ImplicitValueInitExpr>(Init);
	if (List->getType()->isUnionType() && List->getNumInits())
		return isa<ImplicitValueInitExpr>(List->getInit(0));
	return llvm::all_of(List->inits(), zeroesTheRest);
}

// Values of the fields that an initialiser names, stored one by one.
void Body::initialise(uint32_t Address, const Expr *Init)
{
	Init = Init->IgnoreParenCasts();
	if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(Init))
		Init = Literal->getInitializer()->IgnoreParenCasts();
	const auto *List = dyn_cast<InitListExpr>(Init);
	const RecordDecl *Record =
		List && List->getType()->isRecordType() ? List->getType()->getAsRecordDecl() : nullptr;

	if (!Record)
		return;
	auto store = [&](const FieldDecl *Field, const Expr *Value) {
		uint32_t Target = V.fieldOf(Address, Field);

		if (isa<ImplicitValueInitExpr>(Value))
			return;
		if (Value->getType()->isRecordType())
			initialise(Target, Value);
		else if (!Value->getType()->isArrayType())
			event(EVENT_STORE, Value->getBeginLoc(), Target, V.value(Value));
	};
	if (Record->isUnion()) {
		if (List->getNumInits() && List->getInitializedFieldInUnion())
			store(List->getInitializedFieldInUnion(), List->getInit(0));
		return;
	}
	unsigned Index = 0;
	for (const FieldDecl *Field : Record->fields()) {
		if (Field->isUnnamedBitField())
			continue;
		if (Index >= List->getNumInits())
			break;
		store(Field, List->getInit(Index++));
	}
}

void Body::assign(const Expr *Left, uint32_t Value, SourceLocation Location)
{
	Left = Left->IgnoreParenCasts();
	if (const auto *Reference = dyn_cast<DeclRefExpr>(Left)) {
		const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());

		if (Variable && Variable->hasLocalStorage()) {
			event(EVENT_ASSIGN, Location, V.variable(Variable), Value);
			return;
		}
	}
	uint32_t Address = V.address(Left);

	if (U.Facts.values.at[Address].kind != VALUE_UNKNOWN)
		event(EVENT_STORE, Location, Address, Value);
}

void Body::declaration(const VarDecl *Variable)
{
	const Expr *Init = Variable->getInit();

	if (!Variable->hasLocalStorage()) {
		addInitials(U, Variable);
		return;
	}
	if (!Init || Variable->getType()->isArrayType())
		return;
	const Expr *Plain = Init->IgnoreParenCasts();

	if (isa<InitListExpr>(Plain) || isa<CompoundLiteralExpr>(Plain)) {
		if (Variable->getType()->isRecordType()) {
			event(EVENT_ASSIGN, Variable->getLocation(), V.variable(Variable), V.unknown());
			if (zeroesTheRest(Init))
				event(EVENT_ZERO, Variable->getLocation(), V.variableAddress(Variable), FACTS_NONE);
			initialise(V.variableAddress(Variable), Init);
			return;
		}
	}
	event(EVENT_ASSIGN, Variable->getLocation(), V.variable(Variable), V.value(Init));
}

void Body::statement(const Stmt *S)
{
	if (const auto *Call = dyn_cast<CallExpr>(S)) {
		call(Call);
	} else if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
		for (const Decl *D : Declaration->decls())
			if (const auto *Variable = dyn_cast<VarDecl>(D))
				declaration(Variable);
	} else if (const auto *B = dyn_cast<BinaryOperator>(S)) {
		if (!B->isAssignmentOp())
			return;
		if (B->getLHS()->getType()->isRecordType() && isa<CompoundLiteralExpr>(B->getRHS()->IgnoreParenCasts()))
			initialise(V.address(B->getLHS()), B->getRHS());
		else
			assign(B->getLHS(), V.value(B), B->getOperatorLoc());
	} else if (const auto *O = dyn_cast<UnaryOperator>(S)) {
		if (O->isIncrementDecrementOp())
			assign(O->getSubExpr(), V.unknown(), O->getOperatorLoc());
	} else if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
		const Expr *Value = Return->getRetValue();

		event(EVENT_RETURN, Return->getReturnLoc(), FACTS_NONE, Value ? V.value(Value) : FACTS_NONE);
	} else if (const auto *Asm = dyn_cast<GCCAsmStmt>(S)) {
		for (const Expr *Output : Asm->outputs())
			assign(Output, V.unknown(), Asm->getAsmLoc());
	}
}

void Body::element(const CFGElement &Element)
{
	if (auto S = Element.getAs<CFGStmt>()) {
		statement(S->getStmt());
	} else if (auto Cleanup = Element.getAs<CFGCleanupFunction>()) {
		const VarDecl *Variable = Cleanup->getVarDecl();
		const FunctionDecl *Callee = Cleanup->getFunctionDecl();

		event(EVENT_CALL, Variable->getLocation(), V.function(Callee), FACTS_NONE,
		      {V.variableAddress(Variable)});
	}
}

void Body::terminator(const CFGBlock &Block, fact_block &Record)
{
	const Stmt *Terminator = Block.getTerminatorStmt();
	const auto *Switch = dyn_cast_or_null<SwitchStmt>(Terminator);
	bool Branch = Terminator && Block.succ_size() == 2 && !Switch && !isa<AsmStmt>(Terminator) &&
		      !isa<IndirectGotoStmt>(Terminator);
	uint32_t First = uint32_t(U.Facts.succs.count);

	Record.condition = FACTS_NONE;
	Record.kind = BLOCK_PLAIN;
	if (Block.hasNoReturnElement())
		Record.kind = BLOCK_NORETURN;
	if (Branch) {
		const Expr *Condition = Block.getLastCondition();

		if (!Condition)
			Condition = dyn_cast_or_null<Expr>(Block.getTerminatorCondition());
		if (Condition) {
			Record.kind = BLOCK_BRANCH;
			Record.condition = V.value(Condition);
		} else if (isa<ForStmt>(Terminator) || isa<WhileStmt>(Terminator) || isa<DoStmt>(Terminator)) {
			Record.kind = BLOCK_PLAIN;
		}
	} else if (Switch) {
		Record.kind = BLOCK_SWITCH;
		Record.condition = V.value(Switch->getCond());
	}
	// Case values first: computing them may add values, never successors.
	for (const CFGBlock::AdjacentBlock &Next : Block.succs()) {
		const CFGBlock *To = Next.getReachableBlock();
		fact_succ Succ = {FACTS_NONE, FACTS_NONE, FACTS_NONE};

		if (To) {
			auto Number = Numbers.find(To);
			const auto *Case = Switch ? dyn_cast_or_null<CaseStmt>(To->getLabel()) : nullptr;

			if (Number != Numbers.end())
				Succ.block = Number->second;
			if (Case) {
				Succ.low = V.value(Case->getLHS());
				Succ.high = Case->getRHS() ? V.value(Case->getRHS()) : Succ.low;
			}
		}
		if (Record.kind == BLOCK_NORETURN)
			continue;
		vec_push(&U.Facts.succs, Succ);
	}
	Record.succs = since(First, U.Facts.succs.count);
}

void Body::blocks(const CFG &Graph, fact_func &Func)
{
	PostOrderCFGView Order(&Graph); // iterates in reverse post-order
	uint32_t First = uint32_t(U.Facts.blocks.count);

	for (const CFGBlock *Block : Order) {
		fact_block Record = {};

		Numbers[Block] = uint32_t(U.Facts.blocks.count);
		vec_push(&U.Facts.blocks, Record);
	}
	for (const CFGBlock *Block : Order) {
		fact_block Record = {};
		uint32_t Begin = uint32_t(U.Facts.events.count);

		for (const CFGElement &Element : *Block)
			element(Element);
		Record.events = since(Begin, U.Facts.events.count);
		terminator(*Block, Record);
		if (Block == &Graph.getExit())
			Record.kind = BLOCK_EXIT;
		U.Facts.blocks.at[Numbers[Block]] = Record;
	}
	Func.blocks = since(First, U.Facts.blocks.count);
}

void Body::header(fact_func &Func)
{
	Func.name = U.string(U.stableName(Function));
	Func.loc = U.loc(Function->getLocation());
	if (!Function->isExternallyVisible())
		Func.flags |= FUNC_STATIC;
	if (U.isHeaderFunction(Function))
		Func.flags |= FUNC_HEADER;
	if (Function->isNoReturn())
		Func.flags |= FUNC_NORETURN;
	if (Function->isVariadic())
		Func.flags |= FUNC_VARIADIC;
	if (const auto *Section = Function->getAttr<SectionAttr>()) {
		StringRef Name = Section->getName();

		Func.section = U.string(Name);
		if (Name.contains(".init.text") || Name.contains(".exit.text"))
			Func.flags |= FUNC_INIT;
	}
	uint32_t FirstParam = uint32_t(U.Facts.params.count), FirstAnnotation = uint32_t(U.Facts.annotations.count);

	for (const ParmVarDecl *Parameter : Function->parameters()) {
		fact_param Param = {U.string(Parameter->getName()), U.string(U.recordName(Parameter->getType()))};
		vec_push(&U.Facts.params, Param);
	}
	for (const auto *Attribute : Function->specific_attrs<AnnotateAttr>()) {
		auto [Kind, Text] = Attribute->getAnnotation().split(':');
		fact_annotation Annotation = {U.string(Kind), U.string(Text)};
		vec_push(&U.Facts.annotations, Annotation);
	}
	Func.params = since(FirstParam, U.Facts.params.count);
	Func.annotations = since(FirstAnnotation, U.Facts.annotations.count);
}

bool Body::add()
{
	CFG::BuildOptions Options;
	fact_func Func = {};

	Options.AddImplicitDtors = true;
	Options.AddEHEdges = false;
	Options.PruneTriviallyFalseEdges = true;
	Options.setAlwaysAdd(Stmt::BinaryOperatorClass)
		.setAlwaysAdd(Stmt::CompoundAssignOperatorClass)
		.setAlwaysAdd(Stmt::UnaryOperatorClass)
		.setAlwaysAdd(Stmt::CallExprClass);
	std::unique_ptr<CFG> Graph = CFG::buildCFG(Function, Function->getBody(), U.Ctx, Options);

	if (!Graph)
		return false;
	uint32_t Local = uint32_t(U.Facts.locals.count), Arg = uint32_t(U.Facts.args.count),
		 Succ = uint32_t(U.Facts.succs.count), Value = uint32_t(U.Facts.values.count);

	header(Func);
	blocks(*Graph, Func);
	Func.locals = since(Local, U.Facts.locals.count);
	Func.events = since(FirstEvent, U.Facts.events.count);
	Func.args = since(Arg, U.Facts.args.count);
	Func.succs = since(Succ, U.Facts.succs.count);
	Func.values = since(Value, U.Facts.values.count);
	vec_push(&U.Facts.funcs, Func);
	return true;
}

bool addFunction(Unit &U, const FunctionDecl *Function)
{
	U.InHeader = U.isHeaderFunction(Function);
	bool Added = Body(U, Function).add();

	U.InHeader = false;
	return Added;
}

} // namespace tophalf
