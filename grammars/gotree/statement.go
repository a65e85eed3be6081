package gotree

import (
	"go/ast"
	"go/token"

	"github.com/quotalint/quotalint/grammars/tree"
)

// block makes the nodes of a block; nil is none.
func (b *builder) block(s *ast.BlockStmt, field tree.Field) {
	if s == nil {
		return
	}
	b.before(s.Lbrace)
	b.open(kBlock, field)
	b.accept(token.LBRACE, noField)
	b.statements(s.List)
	b.token(s.Rbrace, token.RBRACE, noField)
	b.close()
}

// statements makes the nodes of statements, and of what ends each but the last.
func (b *builder) statements(list []ast.Stmt) {
	empty := false // the last one is, and nothing has ended it
	for _, s := range list {
		if isImplicit(s) {
			continue
		}
		b.before(s.Pos())
		if _, ok := s.(*ast.EmptyStmt); ok && empty {
			b.accept(token.SEMICOLON, noField)
			empty = false
			continue
		}
		b.statement(s, noField)
		empty = endsEmpty(s) && !b.lineEnd()
	}
}

// isImplicit reports whether a statement is an empty one that is not in the source.
func isImplicit(s ast.Stmt) bool {
	empty, ok := s.(*ast.EmptyStmt)
	return ok && empty.Implicit
}

// endsEmpty reports whether a statement ends with an empty one.
func endsEmpty(s ast.Stmt) bool {
	for labeled, ok := s.(*ast.LabeledStmt); ok; labeled, ok = s.(*ast.LabeledStmt) {
		s = labeled.Stmt
	}
	_, ok := s.(*ast.EmptyStmt)
	return ok && !isImplicit(s)
}

// lineEnd passes the line ends right behind a semicolon, where they end a statement. The scanner has no token for them. It
// says false if there are none.
func (b *builder) lineEnd() bool {
	to := b.tokens[0].start
	if len(b.comments) > 0 {
		to = min(to, b.comments[0].start)
	}
	x, ok := lineEnds(b.src, int(b.end), int(to))
	if ok {
		x.row = b.nodes[len(b.nodes)-1].Row
		b.add(tree.Node{Symbol: symbolOf(x.token)}, x)
	}
	return ok
}

func (b *builder) statement(s ast.Stmt, field tree.Field) {
	switch s := s.(type) {
	case *ast.DeclStmt:
		b.declaration(s.Decl)
	case *ast.LabeledStmt:
		b.open(kLabeled, field)
		b.name(s.Label, kLabelName, fLabel)
		b.accept(token.COLON, noField)
		if !isImplicit(s.Stmt) {
			b.statement(s.Stmt, noField)
		}
		b.close()
	case *ast.ReturnStmt:
		b.open(kReturn, field)
		b.accept(token.RETURN, noField)
		b.expressions(s.Results, noField)
		b.close()
	case *ast.GoStmt:
		b.open(kGo, field)
		b.accept(token.GO, noField)
		b.expr(s.Call, noField)
		b.close()
	case *ast.DeferStmt:
		b.open(kDefer, field)
		b.accept(token.DEFER, noField)
		b.expr(s.Call, noField)
		b.close()
	case *ast.BranchStmt:
		b.branch(s, field)
	case *ast.BlockStmt:
		b.block(s, field)
	case *ast.BadStmt:
		b.lose(s.From, s.To, field)
	default:
		b.simple(s, field)
	}
}

// simple makes the nodes of a statement that may stand in the head of others, or hold others.
func (b *builder) simple(s ast.Stmt, field tree.Field) {
	switch s := s.(type) {
	case *ast.EmptyStmt:
		b.open(kEmpty, field)
		b.accept(token.SEMICOLON, noField)
		b.close()
	case *ast.ExprStmt:
		b.open(kExpressionStatement, field)
		b.expr(s.X, noField)
		b.close()
	case *ast.SendStmt:
		b.open(kSend, field)
		b.expr(s.Chan, fChannel)
		b.token(s.Arrow, token.ARROW, noField)
		b.expr(s.Value, fValue)
		b.close()
	case *ast.IncDecStmt:
		kind := kInc
		if s.Tok == token.DEC {
			kind = kDec
		}
		b.open(kind, field)
		b.expr(s.X, noField)
		b.token(s.TokPos, s.Tok, noField)
		b.close()
	case *ast.AssignStmt:
		kind, operator := kAssignment, fOperator
		if s.Tok == token.DEFINE {
			kind, operator = kShortVar, noField
		}
		b.open(kind, field)
		b.expressions(s.Lhs, fLeft)
		b.token(s.TokPos, s.Tok, operator)
		b.expressions(s.Rhs, fRight)
		b.close()
	default:
		b.control(s, field)
	}
}

func (b *builder) branch(s *ast.BranchStmt, field tree.Field) {
	kind := kFallthrough
	switch s.Tok {
	case token.BREAK:
		kind = kBreak
	case token.CONTINUE:
		kind = kContinue
	case token.GOTO:
		kind = kGoto
	}
	b.open(kind, field)
	b.accept(s.Tok, noField)
	b.name(s.Label, kLabelName, noField)
	b.close()
}

// control makes the nodes of a statement that holds others.
func (b *builder) control(s ast.Stmt, field tree.Field) {
	switch s := s.(type) {
	case *ast.IfStmt:
		b.open(kIf, field)
		b.accept(token.IF, noField)
		b.head(s.Init)
		b.expr(s.Cond, fCondition)
		b.block(s.Body, fConsequence)
		if s.Else != nil {
			b.accept(token.ELSE, noField)
			b.statement(s.Else, fAlternative)
		}
	case *ast.ForStmt:
		b.open(kFor, field)
		b.accept(token.FOR, noField)
		b.forClause(s)
		b.block(s.Body, fBody)
	case *ast.RangeStmt:
		b.open(kFor, field)
		b.accept(token.FOR, noField)
		b.rangeClause(s)
		b.block(s.Body, fBody)
	case *ast.SwitchStmt:
		b.open(kSwitch, field)
		b.accept(token.SWITCH, noField)
		b.head(s.Init)
		b.expr(s.Tag, fValue)
		b.cases(s.Body, kExpressionCase)
	case *ast.TypeSwitchStmt:
		b.open(kTypeSwitch, field)
		b.accept(token.SWITCH, noField)
		b.head(s.Init)
		b.guard(s.Assign)
		b.cases(s.Body, kTypeCase)
	case *ast.SelectStmt:
		b.open(kSelect, field)
		b.accept(token.SELECT, noField)
		b.cases(s.Body, kCommunicationCase)
	default:
		return
	}
	b.close()
}

// head makes the nodes of what runs before the condition in the head of a statement; nil is nothing.
func (b *builder) head(init ast.Stmt) {
	if init != nil {
		b.statement(init, fInitializer)
	}
	b.accept(token.SEMICOLON, noField)
}

// forClause makes the nodes of the head of a loop.
func (b *builder) forClause(s *ast.ForStmt) {
	if s.Init == nil && s.Post == nil && b.tokens[0].token != token.SEMICOLON {
		b.expr(s.Cond, noField)
		return
	}
	b.open(kForClause, noField)
	b.head(s.Init)
	b.expr(s.Cond, fCondition)
	b.accept(token.SEMICOLON, noField)
	if s.Post != nil {
		b.statement(s.Post, fUpdate)
	}
	b.close()
}

func (b *builder) rangeClause(s *ast.RangeStmt) {
	b.open(kRangeClause, noField)
	if s.Key != nil {
		b.open(kExpressionList, fLeft)
		b.expr(s.Key, noField)
		b.accept(token.COMMA, noField)
		b.expr(s.Value, noField)
		b.close()
		b.token(s.TokPos, s.Tok, noField)
	}
	b.accept(token.RANGE, noField)
	b.expr(s.X, fRight)
	b.close()
}

// guard makes the nodes of the subject of a switch over types.
func (b *builder) guard(s ast.Stmt) {
	var subject ast.Expr
	switch s := s.(type) {
	case *ast.AssignStmt:
		b.expressions(s.Lhs, fAlias)
		b.token(s.TokPos, s.Tok, noField)
		subject = s.Rhs[0]
	case *ast.ExprStmt:
		subject = s.X
	}
	x, ok := subject.(*ast.TypeAssertExpr)
	if !ok {
		b.expr(subject, fValue)
		return
	}
	b.expr(x.X, fValue)
	b.accept(token.PERIOD, noField)
	b.accept(token.LPAREN, noField)
	b.accept(token.TYPE, noField)
	b.token(x.Rparen, token.RPAREN, noField)
}

// cases makes the nodes of the cases of a switch or select, of that kind but for the default.
func (b *builder) cases(body *ast.BlockStmt, kind tree.Symbol) {
	b.before(body.Lbrace)
	b.accept(token.LBRACE, noField)
	for _, s := range body.List {
		b.before(s.Pos())
		switch c := s.(type) {
		case *ast.CaseClause:
			b.caseClause(c, kind)
		case *ast.CommClause:
			b.communication(c)
		default:
			b.statement(s, noField)
		}
	}
	b.token(body.Rbrace, token.RBRACE, noField)
}

func (b *builder) caseClause(c *ast.CaseClause, kind tree.Symbol) {
	switch {
	case c.List == nil:
		b.open(kDefaultCase, noField)
		b.accept(token.DEFAULT, noField)
	case kind == kTypeCase:
		b.open(kind, noField)
		b.accept(token.CASE, noField)
		for i, t := range c.List {
			if i > 0 {
				b.accept(token.COMMA, fType)
			}
			b.typ(t, fType)
		}
	default:
		b.open(kind, noField)
		b.accept(token.CASE, noField)
		b.expressions(c.List, fValue)
	}
	b.caseBody(c.Colon, c.Body)
}

// communication makes the nodes of a case of a select.
func (b *builder) communication(c *ast.CommClause) {
	if c.Comm == nil {
		b.open(kDefaultCase, noField)
		b.accept(token.DEFAULT, noField)
		b.caseBody(c.Colon, c.Body)
		return
	}
	b.open(kCommunicationCase, noField)
	b.accept(token.CASE, noField)
	switch s := c.Comm.(type) {
	case *ast.ExprStmt:
		b.open(kReceive, fCommunication)
		b.expr(s.X, fRight)
		b.close()
	case *ast.AssignStmt:
		b.open(kReceive, fCommunication)
		b.expressions(s.Lhs, fLeft)
		b.token(s.TokPos, s.Tok, noField)
		for _, x := range s.Rhs {
			b.expr(x, fRight)
		}
		b.close()
	default:
		b.statement(s, fCommunication)
	}
	b.caseBody(c.Colon, c.Body)
}

// caseBody makes the nodes of a case from its colon on, and closes it.
func (b *builder) caseBody(colon token.Pos, body []ast.Stmt) {
	b.token(colon, token.COLON, noField)
	b.statements(body)
	b.accept(token.SEMICOLON, noField)
	b.close()
}
