// CSV price list importer. The table is read by the quoting threads while an
// import is running, so rows are replaced under the table's critical section.

#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <string>

class CCriticalSection
{
public:
    void Lock() { m_mutex.lock(); }
    void Unlock() { m_mutex.unlock(); }

private:
    std::recursive_mutex m_mutex;
};

// Gives back a section that the caller has already entered.
class CLeaveOnExit
{
public:
    explicit CLeaveOnExit(CCriticalSection* pSection) : m_pSection(pSection) {}
    ~CLeaveOnExit()
    {
        if (m_pSection)
            m_pSection->Unlock();
    }
    CLeaveOnExit(const CLeaveOnExit&) = delete;
    CLeaveOnExit& operator=(const CLeaveOnExit&) = delete;

private:
    CCriticalSection* m_pSection;
};

class CImportError : public std::runtime_error
{
public:
    CImportError(int nLine, const std::string& strWhat)
        : std::runtime_error("line " + std::to_string(nLine) + ": " + strWhat)
    {
    }
};

class CPriceTable
{
public:
    int Import(std::istream& in);
    bool Lookup(const std::string& strSku, double& dPrice);

private:
    static void ParseRow(const std::string& strRow, int nLine,
                         std::string& strSku, double& dPrice);

    CCriticalSection m_cs;
    std::map<std::string, double> m_prices;
    int m_nGeneration = 0;
};

void CPriceTable::ParseRow(const std::string& strRow, int nLine,
                           std::string& strSku, double& dPrice)
{
    const std::string::size_type nComma = strRow.find(',');
    if (nComma == std::string::npos || nComma == 0)
        throw CImportError(nLine, "expected SKU,PRICE");

    char* pEnd = nullptr;
    const std::string strPrice = strRow.substr(nComma + 1);
    dPrice = std::strtod(strPrice.c_str(), &pEnd);
    if (pEnd == strPrice.c_str() || dPrice < 0)
        throw CImportError(nLine, "bad price '" + strPrice + "'");
    strSku = strRow.substr(0, nComma);
}

int CPriceTable::Import(std::istream& in)
{
    int nRows = 0;
    int nLine = 0;
    std::string strRow;

    m_cs.Lock(); // finding: locked here
    while (std::getline(in, strRow))
    {
        ++nLine;
        if (strRow.empty() || strRow[0] == '#')
            continue;

        std::string strSku;
        double dPrice = 0;
        ParseRow(strRow, nLine, strSku, dPrice);
        m_prices[strSku] = dPrice;
        ++nRows;
    }
    ++m_nGeneration;
    m_cs.Unlock();
    return nRows;
}

bool CPriceTable::Lookup(const std::string& strSku, double& dPrice)
{
    m_cs.Lock();
    CLeaveOnExit leave(&m_cs);
    const auto it = m_prices.find(strSku);
    if (it == m_prices.end())
        return false;
    dPrice = it->second;
    return true;
}

int main()
{
    CPriceTable table;
    std::istringstream feed("# nightly feed\nA-100,12.50\nA-101,abc\nA-102,7\n");
    try
    {
        std::cout << "imported " << table.Import(feed) << " rows\n";
    }
    catch (const CImportError& e)
    {
        std::cerr << "import stopped: " << e.what() << '\n';
    }

    double dPrice = 0;
    if (table.Lookup("A-100", dPrice))
        std::cout << "A-100 costs " << dPrice << '\n';
    return 0;
}
