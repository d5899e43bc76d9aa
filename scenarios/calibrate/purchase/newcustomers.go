package purchase

import (
	"gonum.org/v1/gonum/integrate/quad"
)

// joiningPoints is how many points of the joining month stand for all of it; the
// functions averaged are analytic, and 8 Gauss-Legendre points leave 1e-12.
const joiningPoints = 8

// NewCustomers returns the class of customers still to come, one of them at age 0
// in the month of the first purchase, which may fall on any moment of that month
// alike. With w in (0, 1) months the rest of it:
//
//	Orders_0 = 1 + mean over w of E[X(w)]                 the first purchase among them
//	Orders_a = mean over w of (E[X(a+w)] - E[X(a-1+w)])
//	alive_a  = mean over w of S(a+w), a >= 1;  alive_0 = 1
//
// and Retention and Rate follow as for other classes, Rate[0] being that of the
// joining month. A plan has nobody leave at age 0, so that those who do so within
// the joining month leave at age 1. Customers, Observed and Alive are 0: how many
// join is for the plan's acquisition to say.
//
// Value is spend's mean over all customers; where that is not finite, or spend is
// nil, the mean worth of the given customers' repeat purchases.
func NewCustomers(m BGNBD, spend *GammaGamma, customers []Customer, options ClassOptions) (Class, error) {
	if err := options.check(); err != nil {
		return Class{}, err
	}
	meanOver := func(from int, f func(t float64) float64) float64 {
		return quad.Fixed(func(w float64) float64 { return f((float64(from) + w) * options.Month) }, 0, 1, joiningPoints, nil, 0)
	}
	c := Class{Name: "new_customers"}
	alive := []float64{1}
	before := meanOver(0, m.ExpectedPurchases)
	for age := 1; age <= options.Horizon; age++ {
		by := meanOver(age, m.ExpectedPurchases)
		c.Orders = append(c.Orders, max(0, by-before))
		alive = append(alive, meanOver(age, m.Survival))
		before = by
	}
	c.fill(1, alive)
	joining := 1 + meanOver(0, m.ExpectedPurchases)
	c.Orders = append([]float64{joining}, c.Orders...)
	c.Rate = append([]float64{joining}, c.Rate...)
	mean, square := worth{spend: spend, mean: meanRepeat(customers)}.of(Summary{})
	c.setValue(mean, square, 1)
	return c, nil
}
