//! Words round the statements of providers.

use super::bilingual::bilingual;
use super::language::Language;

bilingual! { Language;
    heading: "Books", "账簿";
    reading:
        "Statements of each provider, means over the runs. Costs and payments are negative, so lines add up to their sums; every line with its spread is in statements.csv.",
        "各厂商的报表，为各次运行的均值。成本与付款为负，故各行相加即得合计；每一行及其离散程度见 statements.csv。";
    statement: "Statement", "报表";
    line: "Line", "科目";
}
