package export

import "slices"

// Kind is what the rows of a file are.
type Kind string

// The kinds of files. A file of [Transactions] may hold purchases, or a summary
// of them per customer (see [File.Summarised]).
const (
	Customers     Kind = "customers"     // one row per customer
	Subscriptions Kind = "subscriptions" // one row per period in which a customer paid one price
	Transactions  Kind = "transactions"  // one row per purchase, or per customer with x, t_x and T
	Acquisition   Kind = "acquisition"   // one row per month and channel
)

// Kinds lists all kinds in the order in which they are tried.
func Kinds() []Kind { return []Kind{Customers, Subscriptions, Transactions, Acquisition} }

// Field is what a column means.
type Field string

// The fields. Not every kind has every field, see [Fields].
const (
	Customer  Field = "customer"  // text: who
	Tenure    Field = "tenure"    // number: months as a customer
	Churned   Field = "churned"   // flag: true if the customer has left
	Start     Field = "start"     // date of joining, or of the period's first day
	End       Field = "end"       // date of leaving, missing while it is open
	Price     Field = "price"     // number: paid per month
	Segment   Field = "segment"   // text: group; reaches the plan
	Contract  Field = "contract"  // text: the contract's term; reaches the plan
	MRR       Field = "mrr"       // number: recurring revenue per month in this period
	Date      Field = "date"      // date of a purchase
	Amount    Field = "amount"    // number: what the purchase cost
	Order     Field = "order"     // text: number of the order or invoice
	Cancelled Field = "cancelled" // flag: true if the purchase was taken back
	Repeats   Field = "x"         // number: repeat purchases
	LastAt    Field = "t_x"       // number: time of the last purchase, since the first
	Observed  Field = "T"         // number: time observed, since the first purchase
	Mean      Field = "mean"      // number: mean spend per repeat purchase
	Month     Field = "month"     // date: a month
	Channel   Field = "channel"   // text: reaches the plan
	Spend     Field = "spend"     // number: spent in this month
	New       Field = "new"       // number: customers acquired
)

// valueType is how the cells of a field are read.
type valueType int

const (
	textValue valueType = iota
	numberValue
	dateValue
	flagValue
)

// fieldType gives the type of every field.
var fieldType = map[Field]valueType{
	Customer: textValue, Segment: textValue, Contract: textValue, Order: textValue, Channel: textValue,
	Tenure: numberValue, Price: numberValue, MRR: numberValue, Amount: numberValue, Repeats: numberValue,
	LastAt: numberValue, Observed: numberValue, Mean: numberValue, Spend: numberValue, New: numberValue,
	Start: dateValue, End: dateValue, Date: dateValue, Month: dateValue,
	Churned: flagValue, Cancelled: flagValue,
}

// fieldsOf lists the fields of each kind, in the order of documentation.
var fieldsOf = map[Kind][]Field{
	Customers:     {Customer, Tenure, Churned, Start, End, Price, Segment, Contract},
	Subscriptions: {Customer, Start, End, MRR, Segment, Contract},
	Transactions:  {Customer, Date, Amount, Order, Cancelled, Repeats, LastAt, Observed, Mean, Segment},
	Acquisition:   {Month, Channel, Spend, New},
}

// complete lists, by kind, the sets of fields of which one must be there.
var complete = map[Kind][][]Field{
	Customers:     {{Tenure, Churned}, {Start, End}},
	Subscriptions: {{Customer, Start, End, MRR}},
	Transactions:  {{Customer, Date, Amount}, {Repeats, LastAt, Observed}},
	Acquisition:   {{Month, Spend, New}},
}

// Fields lists the fields that a file of the kind may have.
func Fields(k Kind) []Field { return slices.Clone(fieldsOf[k]) }

// allFields lists every field once.
func allFields() []Field {
	var all []Field
	for _, k := range Kinds() {
		for _, f := range fieldsOf[k] {
			if !slices.Contains(all, f) {
				all = append(all, f)
			}
		}
	}
	return all
}

// reachesPlan reports whether a field's text is written into plans and reports,
// so that nothing personal may stand in it.
func reachesPlan(f Field) bool { return f == Segment || f == Contract || f == Channel }
