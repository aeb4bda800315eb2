// List of contacts.
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace phone {

struct Contact {
    std::string name;
    std::string number;
    bool blocked = false;
};

class ContactBook {
public:
    // Walks through the book, which cannot change while the cursor lives.
    class Cursor {
    public:
        explicit Cursor(ContactBook& book) : book_(book) { book_.bookMutex_.lock(); }
        ~Cursor() { book_.bookMutex_.unlock(); }
        Cursor(const Cursor&) = delete;
        Cursor& operator=(const Cursor&) = delete;

        const Contact* next() noexcept {
            while (at_ < book_.contacts_.size()) {
                const Contact& contact = book_.contacts_[at_++];
                if (!contact.blocked)
                    return &contact;
            }
            return nullptr;
        }

    private:
        ContactBook& book_;
        std::size_t at_ = 0;
    };

    Cursor walk() { return Cursor(*this); }

    void add(Contact contact) {
        std::lock_guard<std::mutex> guard(bookMutex_);
        contacts_.push_back(std::move(contact));
    }

    bool block(const std::string& number) {
        std::lock_guard<std::mutex> guard(bookMutex_);
        for (Contact& contact : contacts_) {
            if (contact.number == number) {
                contact.blocked = true;
                return true;
            }
        }
        return false;
    }

private:
    std::mutex bookMutex_;
    std::vector<Contact> contacts_;
};

std::optional<std::string> callerName(ContactBook& book, const std::string& number) {
    ContactBook::Cursor cursor = book.walk();
    while (const Contact* contact = cursor.next()) {
        if (contact->number == number)
            return contact->name;
    }
    return std::nullopt;
}

std::size_t countWithPrefix(ContactBook& book, const std::string& prefix) {
    std::size_t n = 0;
    ContactBook::Cursor cursor(book);
    for (const Contact* contact = cursor.next(); contact != nullptr; contact = cursor.next()) {
        if (contact->number.starts_with(prefix))
            ++n;
    }
    return n;
}

bool exportCard(ContactBook& book, const std::string& name, std::string& out) {
    bool found = false;
    {
        auto cursor = book.walk();
        const Contact* contact = cursor.next();
        while (contact != nullptr && contact->name != name)
            contact = cursor.next();
        if (contact != nullptr) {
            out = "BEGIN:VCARD\nFN:" + contact->name + "\nTEL:" + contact->number + "\nEND:VCARD\n";
            found = true;
        }
    }
    return found;
}

}  // namespace phone
