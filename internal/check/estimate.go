package check

// An Estimate is what calls that nobody counts are estimated to spend. Package estimate makes it.
type Estimate struct {
	Currency     string         `json:"currency"`       // USD
	DaysPerMonth int            `json:"days_per_month"` // 30
	Gap          Figures        `json:"gap"`            // untracked and uncovered spending calls outside tests; broken down in BreakdownRow.Gap
	Possible     Figures        `json:"possible"`       // unresolved ones, not in Gap
	OtherVendors []FigureRow    `json:"other_vendors"`  // those of other vendors, by vendor, in neither
	Flat         Flat           `json:"flat"`
	Sites        []SiteEstimate `json:"sites"`
	Models       []ModelUse     `json:"models"`
	Prices       []Price        `json:"prices"`      // the rows of the price table that were used
	Assumptions  []string       `json:"assumptions"` // one sentence each
}

// A Range is an estimate from low to high. Low ≤ Likely ≤ High.
type Range struct {
	Low    float64 `json:"low"`
	Likely float64 `json:"likely"`
	High   float64 `json:"high"`
}

// Figures are the sums over some call sites: the lows of all, the likely values of all, the highs of all.
type Figures struct {
	Sites          int   `json:"sites"`
	Unpriced       int   `json:"unpriced"` // of them: their calls are in the figures, and no tokens and no money of theirs
	CallsPerDay    Range `json:"calls_per_day"`
	CallsPerMonth  Range `json:"calls_per_month"`
	TokensPerDay   Range `json:"tokens_per_day"` // input and output
	TokensPerMonth Range `json:"tokens_per_month"`
	CostPerDay     Range `json:"cost_per_day"`
	CostPerMonth   Range `json:"cost_per_month"`
	From           From  `json:"from"`
}

// A FigureRow is the figures of the sites that have something in common.
type FigureRow struct {
	Name string `json:"name"`
	Figures
}

// From counts sites by what their figures rest on.
type From struct {
	Calls  Bases `json:"calls"`
	Tokens Bases `json:"tokens"`
	Prices Bases `json:"prices"`
}

// Bases counts sites by basis. Of prices, Table is the price of the model that the call names, Configured that of a model
// or a price that the config says, and Default that of models which are assumed.
type Bases struct {
	Measured   int `json:"measured,omitempty"`
	Configured int `json:"configured,omitempty"`
	Table      int `json:"table,omitempty"`
	Default    int `json:"default,omitempty"`
}

// The bases of a figure.
const (
	FromMeasured   = "measured"
	FromConfigured = "configured"
	FromTable      = "table"
	FromDefault    = "default"
)

// Flat is what reports say that multiply violations by a fixed number, for comparison.
type Flat struct {
	Violations        int `json:"violations"` // clients constructed outside factories, outside tests
	CallsPerViolation int `json:"calls_per_violation"`
	CallsPerDay       int `json:"calls_per_day"`
}

// The values of SiteEstimate.Part.
const (
	PartGap          = "gap"
	PartPossible     = "possible"
	PartOtherVendors = "other_vendors"
)

// A SiteEstimate is the estimate of one call site, with all that it is made of.
type SiteEstimate struct {
	Fingerprint  string    `json:"fingerprint"` // of the site
	Part         string    `json:"part"`        // the figures it is in
	Path         string    `json:"path"`
	Line         int       `json:"line"`
	Method       string    `json:"method"`
	Group        string    `json:"group"`           // of operations
	Model        string    `json:"model,omitempty"` // that the call names
	CallsPerDay  Quantity  `json:"calls_per_day"`
	TokensIn     *Quantity `json:"tokens_in,omitempty"` // of one call; absent where tokens are not billed, or not known
	TokensOut    *Quantity `json:"tokens_out,omitempty"`
	Cached       float64   `json:"cached,omitempty"` // the share of TokensIn that is billed as cached
	Unit         string    `json:"unit,omitempty"`   // what else is billed: image, minute, second, character
	Units        *Quantity `json:"units,omitempty"`  // of one call
	PricedAs     []string  `json:"priced_as"`        // rows of Prices: one, or the models assumed for low, likely and high
	PriceFrom    string    `json:"price_from,omitempty"`
	CostPerCall  *Range    `json:"cost_per_call,omitempty"`
	CostPerDay   *Range    `json:"cost_per_day,omitempty"`
	CostPerMonth *Range    `json:"cost_per_month,omitempty"`
	Unpriced     string    `json:"unpriced,omitempty"` // why there is no cost
}

// A Quantity is a range and what it rests on.
type Quantity struct {
	Range
	From  string `json:"from"`             // measured, configured, default
	SetBy string `json:"set_by,omitempty"` // the line of the config
}

// A ModelUse is how the calls of a model are priced. Model is "" for calls that name none.
type ModelUse struct {
	Model     string   `json:"model"`
	Group     string   `json:"group,omitempty"` // of the operations, where the models assumed depend on it
	Sites     int      `json:"sites"`
	PricedAs  []string `json:"priced_as"`
	PriceFrom string   `json:"price_from,omitempty"`
	Unpriced  string   `json:"unpriced,omitempty"`
}

// A Price is a row of a price table: US dollars for 1,000,000 tokens, or for Count of a unit.
type Price struct {
	Model    string `json:"model"` // a pattern
	BilledBy string `json:"billed_by"`
	Input    *Range `json:"input,omitempty"`
	Cached   *Range `json:"cached,omitempty"`
	Output   *Range `json:"output,omitempty"`
	Unit     string `json:"unit,omitempty"`
	PerUnit  *Range `json:"per_unit,omitempty"`
	Count    int64  `json:"count,omitempty"`
	Source   string `json:"source"`
	Date     string `json:"date"`
	Note     string `json:"note,omitempty"`
	SetBy    string `json:"set_by,omitempty"` // the line of the project's own file
}
